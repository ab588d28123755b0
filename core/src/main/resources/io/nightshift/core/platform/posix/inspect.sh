# What became of a ticket. Needs boot.sh and ticket.sh.
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
  if _ns_on_its_way "$_ns_t" ''; then
    _ns_answer running 0
  elif [ "$_ns_was" != "$_ns_b" ]; then
    _ns_answer lost 1
  else
    _ns_answer lost 0
  fi
}
