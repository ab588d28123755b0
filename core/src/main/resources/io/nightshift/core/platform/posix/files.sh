# Keeping what is at a path, and bringing it back. Needs: _ns_t, _ns_id a name for hidden siblings.

# The hidden sibling of a path, on the same file system.
_ns_beside() {
  case $1 in
    */*) _ns_x=${1%/*}/.nightshift-$_ns_id ;;
    *) _ns_x=./.nightshift-$_ns_id ;;
  esac
}

# Keeps what is at $1 under the name $2: a file or link as a copy, a directory by name only. Forks: cp, sync.
_ns_keep() {
  if [ -h "$1" ]; then
    cp -a -- "$1" "$_ns_t/$2.was"
  elif [ -f "$1" ]; then
    cp -a -- "$1" "$_ns_t/$2.was" && { sync "$_ns_t/$2.was" 2>/dev/null || sync; }
  elif [ -d "$1" ]; then
    : >"$_ns_t/$2.directory"
  elif [ -e "$1" ]; then
    printf '%s is neither a file nor a directory nor a link\n' "$1"
    return 1
  else
    : >"$_ns_t/$2.absent"
  fi
}

# Brings back what _ns_keep kept, and takes away a backup of the step. What stands there instead goes away, a directory with
# content into the ticket.
_ns_back() {
  if [ -e "$_ns_t/backup" ]; then rm -f -- "$(cat "$_ns_t/backup")"; fi
  _ns_beside "$1"
  if [ -e "$_ns_t/$2.was" ] || [ -h "$_ns_t/$2.was" ]; then
    _ns_clear "$1" "$2" || return 1
    rm -f -- "$_ns_x"
    if ! cp -a -- "$_ns_t/$2.was" "$_ns_x"; then
      rm -f -- "$_ns_x"
      _ns_without_room "$_ns_t/$2.was" "$1"
    elif ! mv -f -- "$_ns_x" "$1" 2>/dev/null; then
      # A bind-mounted file cannot be replaced, only written.
      cat "$_ns_t/$2.was" >"$1" || return 1
      rm -f -- "$_ns_x"
      _ns_like "$_ns_t/$2.was" "$1" && touch -r "$_ns_t/$2.was" -- "$1"
    fi
  elif [ -e "$_ns_t/$2.absent" ]; then
    _ns_clear "$1" "$2" || return 1
    if [ -e "$1" ] || [ -h "$1" ]; then rm -f -- "$1"; fi
  fi
}

# On a full disk: what was kept as $1 itself takes the place of $2 where both lie on one file system; else its bytes go into the room
# that $2 takes up, if that is enough.
_ns_without_room() {
  [ -f "$1" ] && [ ! -h "$1" ] || return 1
  if [ "$(stat -c %d -- "$1")" = "$(stat -c %d -- "${2%/*}/")" ]; then
    mv -f -- "$1" "$2"
    return
  fi
  _ns_y=$(wc -c <"$1")
  [ -f "$2" ] && [ ! -h "$2" ] && [ "$_ns_y" -le "$(wc -c <"$2")" ] || return 1
  dd if="$1" of="$2" conv=notrunc bs=65536 2>/dev/null && dd if=/dev/null of="$2" bs=1 seek=$((_ns_y)) 2>/dev/null &&
    _ns_like "$1" "$2" && touch -r "$1" -- "$2"
}

# Takes a directory, or a link to one, out of the way.
_ns_clear() {
  if [ -h "$1" ] && [ -d "$1" ]; then rm -f -- "$1"; fi
  [ -d "$1" ] && [ ! -h "$1" ] || return 0
  rmdir -- "$1" 2>/dev/null || mv -- "$1" "$_ns_t/$2.left-over"
}

# Owner, group and mode of $1 for $2, with ACLs and attributes where cp can. Forks: one, else three.
_ns_like() {
  cp --attributes-only --preserve=mode,ownership,xattr -- "$1" "$2" 2>/dev/null && return
  _ns_x=$(stat -c '%a %u:%g' -- "$1") || return 1
  chown -- "${_ns_x#* }" "$2" && chmod -- "${_ns_x% *}" "$2"
}

# A temporary file $1 gets the owner and mode of what it will replace at $2, or those a new file has.
_ns_dress() {
  if [ -f "$2" ] && [ ! -h "$2" ]; then
    _ns_like "$2" "$1"
  elif [ "$3" ]; then
    chmod -- "$3" "$1"
  fi
}

# Puts the finished temporary file $1 in the place of $2. Forks: sync, mv.
_ns_place() {
  if [ -d "$2" ] && [ ! -h "$2" ]; then
    printf '%s is a directory\n' "$2" >&2
    return 1
  fi
  # Onto a link to a directory mv would move into that directory.
  if [ -h "$2" ] && [ -d "$2" ]; then rm -f -- "$2"; fi
  sync "$1" 2>/dev/null || sync
  if ! _ns_x=$(mv -f -- "$1" "$2" 2>&1); then
    case $_ns_x in
      *busy*) cat "$1" >"$2" && _ns_like "$1" "$2" && rm -f -- "$1" ;;
      *) printf '%s\n' "$_ns_x" >&2; return 1 ;;
    esac
  fi
  [ ! -e /sys/fs/selinux/enforce ] || ! command -v restorecon >/dev/null || restorecon "$2" || :
}

# A copy beside the old file, named as Ansible names it.
_ns_backup() {
  [ -f "$1" ] || return 0
  _ns_x="$1.$$.$(date +%Y-%m-%d@%H:%M:%S)~"
  printf '%s' "$_ns_x" >"$_ns_t/backup" && cp -a -- "$1" "$_ns_x" && printf '%s' "$_ns_x"
}

# Makes sure that the directory of $1 is there.
_ns_parent() {
  [ -d "${1%/*}/" ] || {
    printf 'the directory %s does not exist\n' "${1%/*}" >&2
    return 1
  }
}

# Size of $1 must be $2; SHA-256 must be $3 where given. Fork: one.
_ns_check() {
  if [ "$3" ] && command -v sha256sum >/dev/null; then
    _ns_x=$(sha256sum <"$1")
    [ "${_ns_x%% *}" = "$3" ] || {
      printf 'what arrived at %s has another SHA-256 than what was sent\n' "$1" >&2
      return 1
    }
  else
    [ "$(wc -c <"$1")" -eq "$2" ] || {
      printf 'what arrived at %s is not the %s bytes that were sent\n' "$1" "$2" >&2
      return 1
    }
  fi
}

# Owner, group and mode of a directory $1 under the name $2, and back. Fork: stat.
_ns_keep_mode() { stat -c '%a %u:%g' -- "$1" >"$_ns_t/$2.mode"; }
_ns_back_mode() {
  read -r _ns_x _ns_y <"$_ns_t/$2.mode" && chown -h -- "$_ns_y" "$1" && { [ -h "$1" ] || chmod -- "$_ns_x" "$1"; }
}

# Owner, group and mode of many: $1 list name, $2 stat option; and back, lines of "mode uid:gid path".
_ns_keep_modes() {
  _ns_f=$1 _ns_o=$2
  shift 2
  stat $_ns_o -c '%a %u:%g %n' -- "$@" >>"$_ns_t/$_ns_f.modes" 2>/dev/null || :
}
_ns_back_modes() {
  [ -e "$_ns_t/$1.modes" ] || return 0
  while read -r _ns_x _ns_y _ns_z; do
    if [ -e "$_ns_z" ] || [ -h "$_ns_z" ]; then
      chown $2 -- "$_ns_y" "$_ns_z" || return 1
      if [ -z "$2" ] || [ ! -h "$_ns_z" ]; then chmod -- "$_ns_x" "$_ns_z" || return 1; fi
    fi
  done <"$_ns_t/$1.modes"
}

# chmod $1 for those of the others that are no links.
_ns_set_modes() {
  _ns_f=$1
  shift
  _ns_i=$#
  while [ "$_ns_i" -gt 0 ]; do
    [ -h "$1" ] || set -- "$@" "$1"
    shift
    _ns_i=$((_ns_i - 1))
  done
  [ $# = 0 ] || chmod -- "$_ns_f" "$@"
}
