# The process of a long change, beginning with _ns_t, _ns_limit (seconds) and _ns_umask. "sh run" watches "sh run act".

_ns_born() {
  _ns_x=
  { read -r _ns_x <"/proc/$1/stat"; } 2>/dev/null
  _ns_x=${_ns_x##*) }
  set -- $_ns_x
  _ns_x=${20:-0}
}

# Output $1 has grown to $2 bytes: keeps the first and the last 5 MiB. What lies between gives its room back and still counts, since the
# file stays as long as it was; where that cannot be done, the writers are held while the middle is counted and dropped.
_ns_cap() {
  _ns_x=$_ns_t/$1
  if [ ! -e "$_ns_x.head" ]; then
    fallocate -p -o 5242880 -l $((($2 - 10485760) / 4096 * 4096)) "$_ns_x" 2>/dev/null && return
    head -c 5242880 "$_ns_x" >"$_ns_x.head"
  fi
  kill -STOP "$_ns_g$_ns_p" 2>/dev/null
  _ns_k=0 _ns_n=$(wc -c <"$_ns_x")
  if [ -e "$_ns_x.lost" ]; then
    read -r _ns_k <"$_ns_x.lost"
    _ns_k=$((_ns_k + $(wc -c <"$_ns_x.tail")))
  else
    _ns_k=-5242880
  fi
  tail -c 5242880 "$_ns_x" >"$_ns_x.tail"
  : >"$_ns_x"
  echo $((_ns_k + _ns_n - 5242880)) >"$_ns_x.lost"
  kill -CONT "$_ns_g$_ns_p" 2>/dev/null
}

# At the limit everything that the step has started is ended. Looks every second at first and where much is written, else every five.
_ns_watch() {
  _ns_i=0 _ns_all=0
  while [ "$_ns_limit" -gt 0 ]; do
    _ns_n=5
    [ $_ns_i -ge 10 ] || _ns_n=1
    [ "$_ns_limit" -ge $_ns_n ] || _ns_n=$_ns_limit
    _ns_limit=$((_ns_limit - _ns_n)) _ns_i=$((_ns_i + 1))
    sleep $_ns_n
    kill -0 "$_ns_p" 2>/dev/null || return
    set -- $(cd "$_ns_t" && wc -c out err)
    [ $((${5:-0} - _ns_all)) -lt 2097152 ] || _ns_i=0
    [ "${5:-0}" = "$_ns_all" ] || {
      _ns_all=${5:-0}
      # Whole or not at all, also when the step ends meanwhile.
      trap '' TERM
      [ "${1:-0}" -le 10489856 ] || _ns_cap out "$1"
      [ "${3:-0}" -le 10489856 ] || _ns_cap err "$3"
      trap - TERM
    }
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
    { kill $_ns_w; wait $_ns_w; } 2>/dev/null
  fi
  [ ! "$_ns_cg" ] || rmdir "$_ns_cg" 2>/dev/null
  rm -f -- "$_ns_t/run" "$_ns_t/stdin"
  echo $_ns_rc 1<>"$_ns_t/rc.new" && mv -f -- "$_ns_t/rc.new" "$_ns_t/rc"
}

case $1 in
  act) umask "${_ns_umask:-022}"; _ns_act ;;
  *) umask 077; _ns_main ;;
esac
