# One step: ticket, way back, change, status. Needs: _ns_save (its failure refuses the step), and _ns_act or _ns_run.

# Nothing was done: says why, and takes the ticket away again, so that it counts as never started.
_ns_refuse() {
  _ns_why=${_ns_why:-${1:-its way back could not be recorded}}
  [ -s "$_ns_t/out" ] || { printf '%s\n' "$_ns_why" >"$_ns_t/out"; } 2>/dev/null
  { : >>"$_ns_t/err"; } 2>/dev/null
  if [ -s "$_ns_t/out" ]; then
    _ns_answer refused 0
  else
    _ns_x="$_ns_why: No space left on device"
    printf 'NS1 refused 0 %s 0 0 0\n%s' "${#_ns_x}" "$_ns_x"
  fi
  rm -rf -- "$_ns_t"
}

# A MiB that an undo gives up, for the disk may be full by then. Forks: two, once.
_ns_reserve() {
  [ ! -s "${_ns_t%/*/*}/reserve" ] || return 0
  (umask 077; head -c 1048576 /dev/zero >"${_ns_t%/*/*}/reserve") 2>/dev/null || :
}

# Makes the ticket; mkdir is what makes sure that a step is started once. Forks: mkdir (the first step of a run one more).
_ns_ticket() {
  [ "$_ns_need" -ge 0 ] || [ ! -s "${_ns_t%/*/*}/reserve" ] || : >"${_ns_t%/*/*}/reserve"
  _ns_hold || return 1
  [ -d "${_ns_t%/*}" ] || (umask 077; mkdir -p -- "${_ns_t%/*}")
  if ! _ns_x=$(mkdir -m 700 -- "$_ns_t" 2>&1); then
    if [ -d "$_ns_t" ]; then
      printf 'NS1 before 0 0 0 0 0\n'
    else
      printf 'NS1 refused 0 %s 0 0 0\n%s' "${#_ns_x}" "$_ns_x"
    fi
    return 1
  fi
  _ns_boot
  _ns_born $$
  if ! printf '%s %s %s\n' "$_ns_b" $$ "$_ns_x" >"$_ns_t/start"; then
    rm -rf -- "$_ns_t"
    _ns_x='no room left for the ticket'
    printf 'NS1 refused 0 %s 0 0 0\n%s' "${#_ns_x}" "$_ns_x"
    return 1
  fi
}

# Free KiB where $1 is, at least $_ns_need. Fork: df.
_ns_room() {
  _ns_x=$(df -Pk -- "$1" 2>/dev/null) || return 0
  _ns_x=${_ns_x%%%*}
  _ns_x=${_ns_x##*[!0-9 ]}
  set -- $_ns_x
  [ $# -ge 3 ] || return 0
  shift $(($# - 2))
  [ "$1" -ge "$_ns_need" ] || {
    _ns_why="only $1 KiB are free, and $_ns_need KiB are kept clear for the way back"
    { printf '%s\n' "$_ns_why"; } 2>/dev/null
    return 1
  }
}

# The room for it was taken before the change.
_ns_status() { echo "$1" 1<>"$_ns_t/rc.new" && mv -f -- "$_ns_t/rc.new" "$_ns_t/rc"; }

# Ticket and way back. "ready" says that the material is whole; without it an undo has nothing to do.
_ns_start() {
  _ns_ticket || return 1
  umask 077
  _ns_why=
  if { [ "$_ns_need" -le 0 ] || { _ns_room "$_ns_t" && _ns_reserve; }; } >"$_ns_t/out" &&
    _ns_save >>"$_ns_t/out" 2>&1 </dev/null && { echo 255 >"$_ns_t/rc.new"; } 2>/dev/null; then
    umask "${_ns_umask:-022}"
    : >"$_ns_t/out"
    : >"$_ns_t/err"
    : >"$_ns_t/ready"
  else
    _ns_refuse
    return 1
  fi
}

# Whether what a step says could not even be written down.
_ns_full() {
  { printf x >"$_ns_t/err"; } 2>/dev/null || return 0
  : >"$_ns_t/err"
  return 1
}

# A quick change, made by this shell itself.
_ns_quick() {
  _ns_start || return 0
  (_ns_act) >>"$_ns_t/out" 2>>"$_ns_t/err" </dev/null
  _ns_rc=$?
  _ns_status $_ns_rc
  if [ $_ns_rc != 0 ] && [ ! -s "$_ns_t/err" ] && [ ! -s "$_ns_t/out" ] && _ns_full; then
    printf 'NS1 ended %s 0 23 0 0\nNo space left on device' $_ns_rc
  else
    _ns_answer ended $_ns_rc
  fi
}

# A change that may take long: a process of its own, which no lost connection ends; see run.sh. $_ns_run writes its text.
_ns_long_run() {
  _ns_start || return 0
  (umask 077; _ns_run >"$_ns_t/run") || { _ns_refuse 'its script could not be written'; return 0; }
  if command -v setsid >/dev/null; then
    setsid sh "$_ns_t/run" </dev/null >/dev/null 2>&1 &
  else
    (trap '' HUP; exec sh "$_ns_t/run") </dev/null >/dev/null 2>&1 &
  fi
  wait $!
  _ns_rc=
  { read -r _ns_rc <"$_ns_t/rc"; } 2>/dev/null
  if [ -e "$_ns_t/timedout" ]; then
    _ns_answer timedout "${_ns_rc:-143}"
  elif [ "$_ns_rc" ]; then
    _ns_answer ended "$_ns_rc"
  else
    _ns_answer vanished 255
  fi
}
