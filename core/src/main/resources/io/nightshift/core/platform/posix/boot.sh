# Which boot this is, and whether a process of it still lives. All builtin.

# Start time of a process (field 22 of /proc/PID/stat): tells a process from a later one of the same number.
_ns_born() {
  _ns_x=
  { read -r _ns_x <"/proc/$1/stat"; } 2>/dev/null
  _ns_x=${_ns_x##*) }
  set -- $_ns_x
  _ns_x=${20:-0}
}

# Boot id and start of PID 1: containers share the one, not the other.
_ns_boot() {
  _ns_b=none
  { read -r _ns_b </proc/sys/kernel/random/boot_id; } 2>/dev/null
  _ns_born 1
  _ns_b=$_ns_b/$_ns_x
}

# Whether process $1, started at $2, is there.
_ns_alive() {
  [ "${1:-0}" -gt 0 ] && [ -d "/proc/$1" ] || return 1
  _ns_born "$1"
  [ "$_ns_x" = "$2" ]
}

# Whether the step of ticket $1 is still on its way: its process lives, or the shell it was begun in, unless that is $2.
_ns_on_its_way() {
  [ ! -s "$1/rc" ] || return 1
  _ns_was= _ns_p1=0 _ns_b1=0 _ns_p2=0 _ns_b2=0
  { read -r _ns_was _ns_p1 _ns_b1 <"$1/start"; } 2>/dev/null
  { read -r _ns_p2 _ns_b2 <"$1/pid"; } 2>/dev/null
  _ns_boot
  [ "$_ns_was" = "$_ns_b" ] || return 1
  _ns_alive "$_ns_p2" "$_ns_b2" || { [ "$_ns_p1" != "$2" ] && _ns_alive "$_ns_p1" "$_ns_b1"; }
}
