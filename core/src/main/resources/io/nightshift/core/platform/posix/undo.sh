# Frame of every undo: nothing to do where the step never got to its change, or is undone already. Needs boot.sh, _ns_t, _ns_undo,
# and _ns_u, the ticket of the undo itself.
_ns_take_back() {
  # A controller that died may have left the step on its way. One that did not begin must not begin any more: its ticket is taken.
  if (umask 077; mkdir -p -- "${_ns_t%/*}" && mkdir -m 700 -- "$_ns_t") 2>/dev/null; then
    : >"$_ns_t/forbidden"
    : >"$_ns_t/undone"
    return 0
  fi
  [ ! -e "$_ns_t/forbidden" ] || return 0
  _ns_wait_for_it
  [ -e "$_ns_t/ready" ] || return 0
  [ ! -e "$_ns_t/undone" ] || return 0
  _ns_undo || return 1
  : >"$_ns_t/undone"
}

# Until the step has ended one way or the other; the undo's own limit bounds it. The shell that waits for this undo is past the step.
_ns_wait_for_it() {
  _ns_me=
  { read -r _ns_x _ns_me _ns_y <"$_ns_u/start"; } 2>/dev/null
  # Between the making of the ticket and its first line lies a moment.
  _ns_i=5
  while [ $_ns_i -gt 0 ] && [ -d "$_ns_t" ] && [ ! -s "$_ns_t/start" ] && [ ! -s "$_ns_t/rc" ]; do
    sleep 1
    _ns_i=$((_ns_i - 1))
  done
  while _ns_on_its_way "$_ns_t" "$_ns_me"; do sleep 1; done
}
