# A tree that was sent waits in $_ns_s below "tree", takes its place at $_ns_p by renames, and goes back. $_ns_a is on the same file
# system: what was there before lies in "old", what an undo takes away in "back", and what it finds in its way in "left".
# Operations are lines of a text, each for some names of one directory; each may have been made before, not, or in part. Many names
# are linked or renamed by one command; every test is builtin.

# Where it waits. What is there from an earlier night stays, and belongs to no arrival any more.
_ns_stage() {
  if [ -h "$_ns_s" ] || ! [ -d "$_ns_s" ]; then
    mkdir -m 700 -- "$_ns_s"
    return
  fi
  rm -f -- "$_ns_s"/.nightshift-* && chmod 700 -- "$_ns_s"
}

_ns_unstage() {
  case ${_ns_s##*/} in
    .nightshift-transfer-*) _ns_wipe "$_ns_s" ;;
    *) printf '%s is no directory in which a tree waits\n' "$_ns_s" >&2; return 1 ;;
  esac
}

# Without root, what lies in a directory that may not be written to goes away only after that is changed.
_ns_wipe() {
  rm -rf -- "$1" 2>/dev/null && return
  find "$1" -type d -exec chmod u+rwx -- {} +
  rm -rf -- "$1"
}

_ns_is() { [ -e "$1" ] || [ -h "$1" ]; }
_ns_is_dir() { [ -d "$1" ] && [ ! -h "$1" ]; }
# Whether both are names of one file. Forks: two, for a link, since -ef would follow it.
_ns_is_same() {
  if [ -h "$1" ] && [ -h "$2" ]; then
    [ "$(stat -c %d:%i -- "$1")" = "$(stat -c %d:%i -- "$2")" ]
  else
    [ ! -h "$1" ] && [ ! -h "$2" ] && [ "$1" -ef "$2" ]
  fi
}
_ns_sync() { sync -f "$1" 2>/dev/null || sync; }

_ns_tree() {
  umask 077
  _ns_back= _ns_last= _ns_whole=
  _ns_a=${_ns_s%/*}/.nightshift-$_ns_id
  _ns_n=${_ns_p##*/}
  cd -P -- "${_ns_p%/*}/" || return 1
  _ns_top=${PWD%/}/$_ns_n
  # A link to a directory may stand for the tree.
  if [ -d "$_ns_top" ]; then cd -P -- "$_ns_top" && _ns_top=$PWD; fi
}

# "arrived" is written before the sync, so that nobody who reads it finds the tree half there and what it waited in gone.
_ns_arrive() {
  _ns_tree || return 1
  if [ -d "$_ns_s" ]; then
    _ns_sync "$_ns_s"
    : >"$_ns_s/.nightshift-$_ns_id" || return 1
  fi
  . "$_ns_t/there" || return 1
  cd / && : >"$_ns_t/arrived" || return 1
  _ns_sync "${_ns_p%/*}/"
  _ns_sync "$_ns_t"
  rm -f -- "$_ns_t/there"
  _ns_tidy
}

# Where nothing waits any more, nothing stays.
_ns_tidy() {
  [ -d "$_ns_s" ] || return 0
  find "$_ns_s" -depth -type d -exec rmdir -- {} + 2>/dev/null
  rm -f -- "$_ns_s/.nightshift-$_ns_id"
  rmdir -- "$_ns_s" 2>/dev/null || : >"$_ns_s/.nightshift-$_ns_id"
}

# Back to where it waited. Where that is gone, or holds another tree by now, what came is removed; and where it went away before the
# tree had arrived, only what was begun is taken back.
_ns_depart() {
  _ns_tree || return 1
  _ns_back=1 _ns_bare=
  if [ -e "$_ns_t/arrived" ]; then
    [ -e "$_ns_s/.nightshift-$_ns_id" ] || _ns_s=$_ns_a/back
  elif [ ! -d "$_ns_s" ]; then
    _ns_s=$_ns_a/back
    if [ -e "$_ns_t/at" ]; then read -r _ns_last <"$_ns_t/at"; else _ns_last=0; fi
  fi
  if [ -e "$_ns_t/bare" ]; then
    while read -r _ns_x; do _ns_bare="$_ns_bare $_ns_x "; done <"$_ns_t/bare"
  fi
  . "$_ns_t/back" || return 1
  cd / || return 1
  _ns_sync "${_ns_p%/*}/"
  [ ! -d "$_ns_a/back" ] || _ns_wipe "$_ns_a/back" || return 1
  [ ! -d "$_ns_a" ] || find "$_ns_a" -depth -type d -exec rmdir -- {} + 2>/dev/null
  :
}

# Makes those directories of the others that are not there in directory $1.
_ns_make() {
  _ns_m=$1 _ns_j=0 _ns_l=
  shift
  for _ns_x in "$@"; do
    _ns_j=$((_ns_j + 1))
    [ -d "$_ns_m/$_ns_x" ] || _ns_l="$_ns_l \"\$_ns_m/\${$_ns_j}\""
  done
  [ ! "$_ns_l" ] || eval "mkdir -p -- $_ns_l"
}

# Operation $1 begins, in directory $2 of the tree, of kind $3: "new" where nothing is, "over" something, or something is "gone". A
# link that somebody has put in the way is not followed.
_ns_begin() {
  [ "$_ns_back" ] || echo "$1" >"$_ns_t/at"
  _ns_o=$1 _ns_k=$3 _ns_i=0 _ns_link= _ns_move= _ns_take= _ns_left= _ns_twice=
  if [ "$_ns_whole" ]; then
    _ns_from=$_ns_s/whole _ns_old=$_ns_a/whole
    cd -P -- "${_ns_p%/*}/" && _ns_make "$_ns_old" ''
    return
  fi
  _ns_from=$_ns_s/tree${2:+/$2} _ns_old=$_ns_a/old${2:+/$2} _ns_d=$_ns_top${2:+/$2}
  if [ "$_ns_back" ] && ! _ns_is "$_ns_d"; then mkdir -p -- "$_ns_d" || return 1; fi
  cd -P -- "$_ns_d" && [ "$PWD" = "$_ns_d" ] && return
  printf '%s is not the directory that it was\n' "$_ns_d" >&2
  return 1
}

# The thing here has to make room for $1. A file gets a second name first, so that it is never missing.
_ns_aside() {
  if _ns_is_dir "./$_ns_x" || _ns_is_dir "$1"; then
    _ns_move="$_ns_move \"./\${$_ns_i}\""
  else
    _ns_link="$_ns_link \"./\${$_ns_i}\""
  fi
}

# What was picked: links and moves to directory $1, moves to directory $2, and last what comes here, by mv $3.
_ns_exchange() {
  _ns_to=$1 _ns_m=$2 _ns_f=$3
  shift 3
  if [ "$_ns_link" ] && ! eval "ln -- $_ns_link \"\$_ns_to/\"" 2>/dev/null; then
    # Not every file system has hard links, nor may everybody make them.
    _ns_i=0
    for _ns_x in "$@"; do
      _ns_i=$((_ns_i + 1))
      case $_ns_link in *"{$_ns_i}"*) _ns_is "$_ns_to/$_ns_x" || _ns_move="$_ns_move \"./\${$_ns_i}\"" ;; esac
    done
  fi
  [ ! "$_ns_move" ] || eval "mv -n -- $_ns_move \"\$_ns_to/\"" || return 1
  [ ! "$_ns_left" ] || { mkdir -p -- "$_ns_m" && eval "mv -f -- $_ns_left \"\$_ns_m/\""; } || return 1
  [ ! "$_ns_take" ] || eval "mv $_ns_f -- $_ns_take ./"
}

_ns_place() {
  _ns_begin "$@" || return 1
  shift 3
  for _ns_x in "$@"; do
    _ns_i=$((_ns_i + 1))
    if _ns_is "$_ns_from/$_ns_x"; then
      if ! _ns_is "./$_ns_x"; then
        # What was to be replaced has gone since: then this is new.
        [ $_ns_k = new ] || _ns_is "$_ns_old/$_ns_x" || echo "$_ns_o.$_ns_i" >>"$_ns_t/bare" || return 1
      elif [ $_ns_k = new ]; then
        printf '%s/%s has come meanwhile\n' "$PWD" "$_ns_x" >&2
        return 1
      elif ! _ns_is "$_ns_old/$_ns_x"; then
        _ns_aside "$_ns_from/$_ns_x"
      fi
      _ns_take="$_ns_take \"\$_ns_from/\${$_ns_i}\""
    elif ! _ns_is "./$_ns_x"; then
      printf '%s/%s was not sent\n' "$PWD" "$_ns_x" >&2
      return 1
    fi
  done
  if [ $_ns_k = new ]; then _ns_f=-n; else _ns_f=-f; fi
  _ns_exchange "$_ns_old" '' $_ns_f "$@" || return 1
  for _ns_x in "$@"; do
    # mv -n says nothing where it leaves something alone.
    if [ $_ns_k = new ] && _ns_is "$_ns_from/$_ns_x"; then
      printf '%s/%s has come meanwhile\n' "$PWD" "$_ns_x" >&2
      return 1
    fi
  done
  [ ! "$_ns_take" ] || [ ! -e /sys/fs/selinux/enforce ] || ! command -v restorecon >/dev/null || restorecon -R -- "$@" || :
}

_ns_remove() {
  _ns_begin "$@" || return 1
  shift 3
  for _ns_x in "$@"; do
    _ns_i=$((_ns_i + 1))
    if _ns_is "./$_ns_x" && ! _ns_is "$_ns_old/$_ns_x"; then _ns_move="$_ns_move \"./\${$_ns_i}\""; fi
  done
  _ns_exchange "$_ns_old" '' -f "$@"
}

# The way back of both. What still waits was never placed, or is back already.
_ns_return() {
  [ "${_ns_last:-$1}" -ge "$1" ] || return 0
  _ns_begin "$@" || return 1
  _ns_l=$_ns_a/left${2:+/$2}
  shift 3
  for _ns_x in "$@"; do
    _ns_i=$((_ns_i + 1))
    if _ns_is "$_ns_old/$_ns_x"; then
      if ! _ns_is "./$_ns_x"; then
        :
      elif [ $_ns_k = over ] && ! _ns_is "$_ns_from/$_ns_x"; then
        _ns_may_move
        _ns_aside "$_ns_old/$_ns_x"
      elif _ns_is_same "./$_ns_x" "$_ns_old/$_ns_x"; then
        # A rename between two names of one file would leave both.
        _ns_twice="$_ns_twice \"\$_ns_old/\${$_ns_i}\""
        continue
      elif [ $_ns_k = gone ] || ! _ns_is_same "./$_ns_x" "$_ns_from/$_ns_x"; then
        _ns_left="$_ns_left \"./\${$_ns_i}\""
      fi
      _ns_take="$_ns_take \"\$_ns_old/\${$_ns_i}\""
    elif [ $_ns_k != gone ] && _ns_is "./$_ns_x" && ! _ns_is "$_ns_from/$_ns_x"; then
      case $_ns_k$_ns_bare in
        new* | *" $_ns_o.$_ns_i "*) _ns_may_move; _ns_move="$_ns_move \"./\${$_ns_i}\"" ;;
      esac
    fi
  done
  _ns_exchange "$_ns_from" "$_ns_l" -f "$@" || return 1
  [ ! "$_ns_twice" ] || eval "rm -f -- $_ns_twice"
}

# Only who may write to a directory may move it; root always may.
_ns_may_move() {
  if _ns_is_dir "./$_ns_x" && [ ! -w "./$_ns_x" ]; then chmod u+w -- "./$_ns_x"; fi
}

# All that waits becomes the path itself: it gets the name first, then its place.
_ns_place_whole() {
  _ns_whole=1
  if _ns_is "$_ns_s/tree" && ! _ns_is "$_ns_s/whole/$_ns_n"; then
    _ns_make "$_ns_s" whole && mv -n -- "$_ns_s/tree" "$_ns_s/whole/$_ns_n" || return 1
  fi
  _ns_place "$1" '' "$2" "$_ns_n"
}

_ns_return_whole() {
  _ns_whole=1
  _ns_make "$_ns_s" whole && _ns_return "$1" '' "$2" "$_ns_n" || return 1
  if _ns_is "$_ns_s/whole/$_ns_n" && ! _ns_is "$_ns_s/tree"; then
    mv -n -- "$_ns_s/whole/$_ns_n" "$_ns_s/tree" || return 1
  fi
  rmdir -- "$_ns_s/whole" 2>/dev/null || :
}

# "modes", "owners" or "times" $1: $2 for the paths that follow, which begin with the name of the tree.
_ns_set() {
  cd -P -- "${_ns_p%/*}/" || return 1
  _ns_k=$1 _ns_v=$2 _ns_i=0 _ns_l=
  shift 2
  for _ns_x in "$@"; do
    _ns_i=$((_ns_i + 1))
    [ $_ns_k != modes ] || [ ! -h "./$_ns_x" ] || continue
    [ ! "$_ns_back" ] || _ns_is "./$_ns_x" || continue
    _ns_l="$_ns_l \"./\${$_ns_i}\""
  done
  [ "$_ns_l" ] || return 0
  case $_ns_k in
    modes) eval "chmod -- \"\$_ns_v\" $_ns_l" ;;
    # Names, or where the host does not know them numbers.
    owners) { [ "${_ns_v%|*}" != "$_ns_v" ] && eval "chown -h -- \"\${_ns_v%|*}\" $_ns_l" 2>/dev/null; } || eval "chown -h -- \"\${_ns_v#*|}\" $_ns_l" ;;
    # BusyBox knows whole seconds only.
    *) eval "touch -h -m -d \"@\$_ns_v\" -- $_ns_l" 2>/dev/null || eval "touch -h -m -d \"@\${_ns_v%.*}\" -- $_ns_l" ;;
  esac
}
