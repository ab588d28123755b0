# The process of a long change, beginning with _ns_t, _ns_limit (seconds) and _ns_umask. "sh run" watches "sh run act".

_ns_born() {
  _ns_x=
  { read -r _ns_x <"/proc/$1/stat"; } 2>/dev/null
  _ns_x=${_ns_x##*) }
  set -- $_ns_x
  _ns_x=${20:-0}
}

# Keeps the first and the last 5 MiB of a long output; what lies between is counted and dropped.
_ns_cap() {
  _ns_n=$(wc -c <"$_ns_t/$1")
  _ns_k=0
  [ ! -e "$_ns_t/$1.lost" ] || read -r _ns_k <"$_ns_t/$1.lost"
  if [ -e "$_ns_t/$1.head" ]; then
    _ns_k=$((_ns_k + $(wc -c <"$_ns_t/$1.tail")))
    _ns_n=$((_ns_n - 5242880))
  else
    head -c 5242880 "$_ns_t/$1" >"$_ns_t/$1.head"
    _ns_n=$((_ns_n - 10485760))
  fi
  tail -c 5242880 "$_ns_t/$1" >"$_ns_t/$1.tail"
  : >"$_ns_t/$1"
  echo $((_ns_k + _ns_n)) >"$_ns_t/$1.lost"
}

# At the limit everything that the step has started is ended. Looks every second at first and where much is written, else every five.
_ns_watch() {
  _ns_i=0
  while [ "$_ns_limit" -gt 0 ]; do
    _ns_n=5
    [ $_ns_i -ge 10 ] || _ns_n=1
    [ "$_ns_limit" -ge $_ns_n ] || _ns_n=$_ns_limit
    _ns_limit=$((_ns_limit - _ns_n)) _ns_i=$((_ns_i + 1))
    sleep $_ns_n
    kill -0 "$_ns_p" 2>/dev/null || return
    set -- $(cd "$_ns_t" && wc -c out err)
    [ $((${1:-0} + ${3:-0})) -lt 2097152 ] || _ns_i=0
    [ "${1:-0}" -le 10485760 ] || _ns_cap out
    [ "${3:-0}" -le 10485760 ] || _ns_cap err
  done
  : >"$_ns_t/timedout"
  if _ns_end_family; then printf '\n[processes that could not be ended:%s]\n' "${_ns_kin% }" >>"$_ns_t/err"; fi
}

# A cgroup of the step's own where we may make one: a daemon that leaves session, parents and environment behind stays in it.
_ns_cgroup() {
  _ns_cg=
  while IFS=: read -r _ns_x _ns_y _ns_l; do
    [ "$_ns_x$_ns_y" = 0 ] || continue
    for _ns_x in /sys/fs/cgroup /sys/fs/cgroup/unified; do
      _ns_x=$_ns_x${_ns_l%/}
      [ ! -w "$_ns_x/cgroup.procs" ] || ! mkdir "$_ns_x/nightshift-$_ns_id" || _ns_cg=$_ns_x/nightshift-$_ns_id
    done
  done </proc/self/cgroup
} 2>/dev/null

_ns_main() {
  trap '' HUP
  _ns_born $$
  echo "$$ $_ns_x" >"$_ns_t/pid"
  _ns_cgroup
  _ns_g=
  if command -v setsid >/dev/null; then _ns_g=-; fi
  (
    [ ! "$_ns_cg" ] || echo 0 >"$_ns_cg/cgroup.procs"
    export NIGHTSHIFT_STEP="$_ns_id"
    exec ${_ns_g:+setsid} sh "$_ns_t/run" act
  ) </dev/null >>"$_ns_t/out" 2>>"$_ns_t/err" &
  _ns_p=$!
  _ns_watch &
  _ns_w=$!
  wait $_ns_p
  _ns_rc=$?
  if [ -e "$_ns_t/timedout" ]; then
    # The leader may have gone at TERM; the others get their time, too.
    wait $_ns_w
  else
    kill $_ns_w 2>/dev/null
  fi
  [ ! "$_ns_cg" ] || rmdir "$_ns_cg" 2>/dev/null
  rm -f -- "$_ns_t/run" "$_ns_t/stdin"
  echo $_ns_rc >"$_ns_t/rc.new" && mv -f -- "$_ns_t/rc.new" "$_ns_t/rc"
}

case $1 in
  act) umask "${_ns_umask:-022}"; _ns_act ;;
  *) umask 077; _ns_main ;;
esac
