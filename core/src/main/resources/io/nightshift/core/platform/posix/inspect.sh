# What became of a ticket. Needs ticket.sh.
_ns_alive() {
  [ "${1:-0}" -gt 0 ] && [ -d "/proc/$1" ] || return 1
  _ns_born "$1"
  [ "$_ns_x" = "$2" ]
}

_ns_inspect() {
  if [ ! -d "$_ns_t" ]; then
    printf 'NS1 none 0 0 0 0 0\n'
    return
  fi
  _ns_rc=
  { read -r _ns_rc <"$_ns_t/rc"; } 2>/dev/null
  if [ "$_ns_rc" ]; then
    _ns_answer ended "$_ns_rc"
    return
  fi
  _ns_was= _ns_p1=0 _ns_b1=0 _ns_p2=0 _ns_b2=0
  { read -r _ns_was _ns_p1 _ns_b1 <"$_ns_t/start"; } 2>/dev/null
  { read -r _ns_p2 _ns_b2 <"$_ns_t/pid"; } 2>/dev/null
  _ns_boot
  if [ "$_ns_was" != "$_ns_b" ]; then
    _ns_answer lost 1
  elif _ns_alive "$_ns_p2" "$_ns_b2" || _ns_alive "$_ns_p1" "$_ns_b1"; then
    _ns_answer running 0
  else
    _ns_answer lost 0
  fi
}
