# The process of a long change, beginning with _ns_t, _ns_limit (seconds) and _ns_umask. "sh run" watches "sh run act".

_ns_born() {
  _ns_x=
  { read -r _ns_x <"/proc/$1/stat"; } 2>/dev/null
  _ns_x=${_ns_x##*) }
  set -- $_ns_x
  _ns_x=${20:-0}
}

# Keeps the first and the last 5 MiB of an output; what lies between is counted and dropped.
_ns_cap() {
  _ns_n=$(wc -c <"$_ns_t/$1")
  [ "$_ns_n" -gt 10485760 ] || return 0
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

# TERM for the whole group at the limit, KILL ten seconds later for what is left of it.
_ns_watch() {
  while [ "$_ns_limit" -gt 0 ]; do
    _ns_n=5
    [ "$_ns_limit" -ge 5 ] || _ns_n=$_ns_limit
    _ns_limit=$((_ns_limit - _ns_n))
    sleep $_ns_n
    kill -0 "$_ns_p" 2>/dev/null || return
    _ns_cap out
    _ns_cap err
  done
  : >"$_ns_t/timedout"
  kill -TERM "$_ns_g$_ns_p" 2>/dev/null
  _ns_n=0
  while [ $_ns_n -lt 10 ] && kill -0 "$_ns_g$_ns_p" 2>/dev/null; do
    sleep 1
    _ns_n=$((_ns_n + 1))
  done
  kill -KILL "$_ns_g$_ns_p" 2>/dev/null
}

_ns_main() {
  trap '' HUP
  _ns_born $$
  echo "$$ $_ns_x" >"$_ns_t/pid"
  if command -v setsid >/dev/null; then
    _ns_g=-
    setsid sh "$_ns_t/run" act </dev/null >>"$_ns_t/out" 2>>"$_ns_t/err" &
  else
    _ns_g=
    sh "$_ns_t/run" act </dev/null >>"$_ns_t/out" 2>>"$_ns_t/err" &
  fi
  _ns_p=$!
  _ns_watch &
  _ns_w=$!
  wait $_ns_p
  _ns_rc=$?
  if [ -e "$_ns_t/timedout" ]; then
    # The leader may have gone at TERM; the others get their ten seconds, too.
    wait $_ns_w
  else
    kill $_ns_w 2>/dev/null
  fi
  rm -f -- "$_ns_t/run" "$_ns_t/stdin"
  echo $_ns_rc >"$_ns_t/rc.new" && mv -f -- "$_ns_t/rc.new" "$_ns_t/rc"
}

case $1 in
  act) umask "${_ns_umask:-022}"; _ns_act ;;
  *) umask 077; _ns_main ;;
esac
