# Frame of every undo: nothing to do where the step never got to its change, or is undone already. Needs _ns_t, _ns_undo.
_ns_take_back() {
  [ -e "$_ns_t/ready" ] || return 0
  [ ! -e "$_ns_t/undone" ] || return 0
  _ns_undo || return 1
  : >"$_ns_t/undone"
}
