# Arms a dead-man's timer: nothing is changed on the host before it runs. Needs deadman.sh; _ns_watch_text prints the script that waits.

_ns_refuse() {
  _ns_end_waiting
  _ns_not_at_boot
  rm -rf -- "$_ns_d"
  printf 'NSD refused %s\n' "$1"
}

# The surest of what the host has, $1 saying what is ours: of root, of a user, or of nobody (a host that is a folder of a real one).
_ns_how() {
  if [ "$1" = nobody ]; then
    _ns_h=none
  elif [ "$1" = user ]; then
    ! command -v crontab >/dev/null || _ns_h=crontab
  elif [ -d /run/systemd/system ] && [ -w /etc/systemd/system ]; then
    _ns_h=unit
  elif [ -w /etc/cron.d ]; then
    _ns_h=cron
  fi
}

# Whether it waits; a second is long.
_ns_waits() {
  _ns_i=0
  while [ $_ns_i -lt 30 ]; do
    [ ! -s "$_ns_d/pid" ] || return 0
    sleep 0.1 2>/dev/null || sleep 1
    _ns_i=$((_ns_i + 1))
  done
  return 1
}

# A process that neither the end of this session nor a lost connection ends.
_ns_start_waiting() {
  if [ $_ns_h = unit ] && command -v systemd-run >/dev/null; then
    for _ns_x in '-p Restart=on-failure' ''; do
      systemd-run --quiet $_ns_x --unit="$_ns_n-now" /bin/sh "$_ns_d/watch" >/dev/null 2>&1 && _ns_waits && return
    done
  fi
  if [ $_ns_h != none ] && command -v at >/dev/null && echo "/bin/sh $_ns_d/watch" | at now >/dev/null 2>&1; then
    _ns_waits && return
  fi
  if command -v setsid >/dev/null; then
    setsid /bin/sh "$_ns_d/watch" </dev/null >/dev/null 2>&1 &
  else
    (trap '' HUP; exec /bin/sh "$_ns_d/watch") </dev/null >/dev/null 2>&1 &
  fi
  _ns_waits
}

_ns_arm() {
  umask 077
  _ns_h=none
  mkdir -p -- "$_ns_d/steps" "$_ns_d/again" || { _ns_refuse "$_ns_d could not be made"; return; }
  _ns_how "$1"
  _ns_at_boot 2>/dev/null || { _ns_not_at_boot; _ns_h=none; }
  _ns_watch_text >"$_ns_d/watch" && _ns_wait_again && : >"$_ns_d/armed" || { _ns_refuse "no room for it in $_ns_d"; return; }
  case $_ns_h in
    unit) sync /etc/systemd/system/"$_ns_n.service" /etc/systemd/system /etc/systemd/system/multi-user.target.wants "$_ns_d"/* "$_ns_d" 2>/dev/null || sync ;;
    *) sync ;;
  esac
  if _ns_start_waiting; then _ns_tell; else _ns_refuse 'no process could be started that outlives the connection'; fi
}
