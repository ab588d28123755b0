# What became of a ticket. Needs boot.sh and ticket.sh.
_ns_inspect() {
  if [ ! -d "$_ns_t" ] || [ -e "$_ns_t/forbidden" ]; then
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

# The same, but a step that has not begun never will: its ticket is taken. One at work tells what it printed after $_ns_heard bytes.
_ns_claim() {
  if (umask 077; mkdir -p -- "${_ns_t%/*}" && mkdir -m 700 -- "$_ns_t") 2>/dev/null; then
    : >"$_ns_t/forbidden"
  fi
  # Between the making of the ticket and its first line lies a moment.
  _ns_i=3
  while [ $_ns_i -gt 0 ] && [ ! -s "$_ns_t/start" ] && [ ! -e "$_ns_t/forbidden" ] && [ ! -s "$_ns_t/rc" ]; do
    sleep 1
    _ns_i=$((_ns_i - 1))
  done
  if [ -d "$_ns_t" ] && [ ! -s "$_ns_t/rc" ] && [ ! -e "$_ns_t/forbidden" ] && _ns_on_its_way "$_ns_t" ''; then
    _ns_x=$(tail -c +$((_ns_heard + 1)) "$_ns_t/out" 2>/dev/null | head -c 65536; echo .)
    _ns_x=${_ns_x%.}
    _ns_lo=$(printf %s "$_ns_x" | wc -c)
    printf 'NS1 running 0 %s 0 0 0\n%s' "$((_ns_lo))" "$_ns_x"
    return
  fi
  _ns_inspect
}
