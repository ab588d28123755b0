# Every process that a step has started, wherever it went. Needs: _ns_id, the step's mark; _ns_p, its first process, "-" in _ns_g where
# that leads a group; _ns_cg, its cgroup or nothing. One fork.

# Sets _ns_kin: what carries the mark or is in the step's cgroup, the descendants of these, and all others of their sessions. Never
# ourselves, and nothing that is already dead. A daemon that left group, session and parents still has its mark or its cgroup.
_ns_family() {
  if [ ! -r "/proc/$$/stat" ]; then
    # Not a Linux: only the group can be told.
    _ns_kin=" $_ns_g$_ns_p "
    kill -0 $_ns_kin 2>/dev/null || _ns_kin=' '
    [ "$_ns_kin" != ' ' ]
    return
  fi
  _ns_x=$(grep -ls "NIGHTSHIFT_STEP=$_ns_id" /proc/[0-9]*/environ) _ns_marked=' ' _ns_sessions=' ' _ns_kin=' ' _ns_all=
  for _ns_x in $_ns_x; do
    _ns_x=${_ns_x#/proc/}
    _ns_marked="$_ns_marked${_ns_x%/environ} "
  done
  if [ "${_ns_cg:-}" ]; then
    while read -r _ns_x; do _ns_kin="$_ns_kin$_ns_x "; done <"$_ns_cg/cgroup.procs"
  fi
  for _ns_d in /proc/[0-9]*; do
    _ns_d=${_ns_d#/proc/} _ns_l=
    # The name of a process may hold line breaks; the numbers are on the last line.
    while read -r _ns_x; do _ns_l=$_ns_x; done <"/proc/$_ns_d/stat"
    _ns_l=${_ns_l##*) }
    set -- $_ns_l
    case ${1:-Z} in Z | X) continue ;; esac
    if [ "$_ns_d" = $$ ]; then
      _ns_own=$4
      continue
    fi
    _ns_all="$_ns_all $_ns_d:$2:$4"
    case "$_ns_marked$_ns_p " in *" $_ns_d "*) _ns_kin="$_ns_kin$_ns_d " ;; esac
  done 2>/dev/null
  _ns_more=1
  while [ "$_ns_more" ]; do
    _ns_more=
    for _ns_x in $_ns_all; do
      _ns_d=${_ns_x%%:*} _ns_l=${_ns_x##*:} _ns_x=${_ns_x%:*}
      case $_ns_kin in
        *" $_ns_d "*) ;;
        *) case "$_ns_kin|$_ns_sessions" in *" ${_ns_x#*:} "*"|"* | *"|"*" $_ns_l "*) _ns_kin="$_ns_kin$_ns_d " _ns_more=1 ;; *) continue ;; esac ;;
      esac
      case "$_ns_sessions ${_ns_own:-0} 0 " in *" $_ns_l "*) ;; *) _ns_sessions="$_ns_sessions$_ns_l " _ns_more=1 ;; esac
    done
  done
  [ "$_ns_kin" != ' ' ]
}

# TERM for all of them (a stopped one is let go on, so that it can hear it); four seconds later KILL for what is left, until none is.
_ns_end_family() {
  _ns_n=0
  _ns_family && { kill -TERM $_ns_kin; kill -CONT $_ns_kin; } 2>/dev/null
  while _ns_family && [ $_ns_n -lt 4 ]; do
    sleep 1
    _ns_n=$((_ns_n + 1))
  done
  _ns_n=0
  # Stopped first: what forks while it is being killed would be one step ahead.
  while [ "$_ns_kin" != ' ' ] && [ $_ns_n -lt 4 ]; do
    kill -STOP $_ns_kin 2>/dev/null
    _ns_family && kill -KILL $_ns_kin 2>/dev/null
    _ns_n=$((_ns_n + 1))
    _ns_family && [ $_ns_n -gt 1 ] && sleep 1
  done
  _ns_family
}
