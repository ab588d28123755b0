# Whole trees, for scripts that data flows through. _ns_gnu is set where find, tar and xargs are GNU's.

# Everything below $1 but our own hidden directories: numbers, path, target of a link, each ended by a NUL.
_ns_list() {
  [ -e "$1" ] || [ -h "$1" ] || return 0
  if [ "$_ns_gnu" ]; then
    find -H "$1" -name '.nightshift-*' -prune -o -printf '%y%m:%U:%G:%u:%g:%s:%T@:%D-%i:%n:%b\0%P\0%l\0'
    return
  fi
  find -H "$1" -name '.nightshift-*' -prune -o -exec sh -c '
    r=$1
    shift
    stat -c "x%f:%u:%g:%U:%G:%s:%Y:%d-%i:%h:%b" -- "$@" | for x do
      IFS= read -r l || break
      t=
      if [ -h "$x" ] && [ "$x" != "$r" ]; then t=$(readlink -- "$x"; echo .); t=${t%??}; fi
      x=${x#"$r"}
      printf "%s\0%s\0%s\0" "$l" "${x#/}" "$t"
    done' sh "$1" {} +
}

# Where $1 is staged under the key $2, with free KiB and inodes there: beside it, where that is the same file system.
_ns_survey() {
  _ns_p=${1%/*}
  _ns_p=${_ns_p:-/}
  [ -d "$_ns_p/" ] || {
    printf 'the directory %s does not exist\n' "$_ns_p" >&2
    return 1
  }
  if [ -d "$1/" ] && [ "$(stat -L -c %d -- "$1/")" != "$(stat -L -c %d -- "$_ns_p/")" ]; then _ns_p=$1; fi
  [ -w "$_ns_p/" ] || {
    printf 'there is no right to write to %s\n' "$_ns_p" >&2
    return 1
  }
  _ns_free -Pk "$_ns_p/"
  echo "${_ns_free:--1}"
  _ns_free -Pi "$_ns_p/"
  echo "${_ns_free:--1}"
  printf '%s/.nightshift-transfer-%s\n' "${_ns_p%/}" "$2"
}

# Whoever works in the staging directory $1 does so for a connection that is no more. No fork.
_ns_evict() {
  [ -d "$1" ] || return 0
  for _ns_p in /proc/[0-9]*; do
    if [ "$_ns_p/cwd" -ef "$1" ] 2>/dev/null; then kill -9 "${_ns_p#/proc/}"; fi
  done
  return 0
}

# Paths from stdin as an archive.
_ns_pack() {
  cd -- "$1" || return
  if [ "$_ns_gnu" ]; then
    exec tar --format=posix --pax-option=delete=atime,delete=ctime --no-recursion --null --verbatim-files-from -T - \
      -S --acls --xattrs --xattrs-include='*' -b 128 -cf -
  fi
  tr '\0' '\n' | tar --no-recursion -T - -cf -
}

# The same with bytes only: a reader of our own takes it.
_ns_pack_plain() {
  cd -- "$1" || return
  [ ! "$_ns_gnu" ] || exec tar --format=posix --no-recursion --null --verbatim-files-from -T - --hard-dereference -b 128 -cf -
  tr '\0' '\n' | tar --no-recursion -T - -cf -
}

# The archive on stdin into the staging directory $1: $2 with owners, $3 by number.
_ns_unpack() {
  umask 077
  mkdir -p -- "$1/tree" && cd -- "$1" || return
  set -- "$2" "$3" -C tree -xpf -
  if [ "$_ns_gnu" ]; then
    [ "$1" ] || set -- "$@" --no-same-owner
    set -- "$@" --delay-directory-restore --acls --xattrs --xattrs-include='*' --warning=no-timestamp --warning=no-unknown-keyword
  elif [ -z "$1" ]; then
    set -- "$@" -o
  fi
  [ -z "$2" ] || set -- "$@" --numeric-owner
  shift 2
  exec tar "$@"
}

# The file $1 from byte $2 on, counted from 1; then 75 where its size and time are not $3. Forks: cat or dd or tail, stat.
_ns_send() {
  if [ "$2" -le 1 ]; then
    cat -- "$1"
  elif [ "$_ns_gnu" ]; then
    dd if="$1" bs=1048576 iflag=skip_bytes,fullblock skip=$(($2 - 1)) status=none
  else
    tail -c "+$2" -- "$1"
  fi || return
  _ns_f=%s:%Y
  [ ! "$_ns_gnu" ] || _ns_f=%s:%.9Y
  [ "$(stat -c $_ns_f -- "$1")" = "$3" ] || return 75
}

# Appends stdin to the file $2 in the staging directory $1, then gives it its owner $3 (or by number $4), mode $5, time $6, and holes.
_ns_receive() {
  umask 077
  mkdir -p -- "$1" && cd -- "$1" || return
  case $2 in */*) mkdir -p -- "${2%/*}" || return ;; esac
  cat >>"$2" || return
  [ -z "$7" ] || fallocate -d -- "$2" 2>/dev/null
  [ -z "$3" ] || chown -- "$3" "$2" 2>/dev/null || chown -- "$4" "$2" || return
  chmod -- "$5" "$2" && touch -d "$6" -- "$2"
}

# Second names, three words for each on stdin: where the first name may be, where else, and the second. Forks: sh, mkdir, ln for each.
_ns_links() {
  xargs -0 -n 3 sh -c '[ $# = 3 ] || exit 0; [ -e "$1" ] || shift; for x do y=$x; done; mkdir -p -- "${y%/*}" && ln -f -- "$1" "$y"' sh
}

_ns_remove() {
  cd -- "$1" && xargs -0 rm -rf --
}

_ns_digest() {
  cd -- "$1" && exec xargs -0 sha256sum --
}

# Of one large file, by the program that is many times quicker on most hosts. Fork: openssl or sha256sum.
_ns_digest_one() {
  openssl dgst -sha256 -r <"$1" 2>/dev/null || sha256sum <"$1"
}

# Our own names only.
_ns_discard() {
  case ${1##*/} in .nightshift-transfer-*) rm -rf -- "$1" ;; esac
}
