# The dead-man's timer. $_ns_d its directory, $_ns_n its name, $_ns_s the seconds it waits, $_ns_h how it starts at boot. Needs boot.sh.
# Whoever renames "armed" decides: to "confirmed", and it goes away; to "fired", and the covered steps are taken back.

# Whole seconds since the kernel started: no clock that somebody sets. No fork.
_ns_up() {
  read -r _ns_x _ns_y </proc/uptime
  _ns_x=${_ns_x%.*}
}

# From now on the whole time again, or $1 seconds.
_ns_wait_again() {
  _ns_boot
  _ns_up
  echo "$_ns_b $((_ns_x + ${1:-$_ns_s}))" >"$_ns_d/until.new" && mv -f -- "$_ns_d/until.new" "$_ns_d/until"
}

# What starts it after a reboot, written before it is armed.
_ns_at_boot() {
  case $_ns_h in
    unit)
      _ns_x=/etc/systemd/system/$_ns_n.service
      printf '[Unit]\nDescription=Takes changes back unless a new login confirms them\n[Service]\nExecStart=/bin/sh %s/watch\nRestart=on-failure\n[Install]\nWantedBy=multi-user.target\n' "$_ns_d" >"$_ns_x" &&
        chmod 644 "$_ns_x" && { [ -d /etc/systemd/system/multi-user.target.wants ] || mkdir -m 755 /etc/systemd/system/multi-user.target.wants; } &&
        ln -sf "$_ns_x" "/etc/systemd/system/multi-user.target.wants/$_ns_n.service" ;;
    cron) printf '@reboot root /bin/sh %s/watch\n' "$_ns_d" >"/etc/cron.d/$_ns_n" && chmod 644 "/etc/cron.d/$_ns_n" ;;
    crontab) { crontab -l 2>/dev/null; printf '@reboot /bin/sh %s/watch\n' "$_ns_d"; } | crontab - ;;
  esac
}

_ns_not_at_boot() {
  case $_ns_h in
    unit) rm -f -- "/etc/systemd/system/multi-user.target.wants/$_ns_n.service" "/etc/systemd/system/$_ns_n.service" ;;
    cron) rm -f -- "/etc/cron.d/$_ns_n" ;;
    crontab)
      _ns_x=$(crontab -l 2>/dev/null | grep -vF "$_ns_d/watch")
      if [ "$_ns_x" ]; then printf '%s\n' "$_ns_x" | crontab -; else crontab -r 2>/dev/null; fi ;;
  esac
}

# Ends the process that waits, unless that is us.
_ns_end_waiting() {
  { read -r _ns_p _ns_y <"$_ns_d/pid"; } 2>/dev/null || return 0
  [ "$_ns_p" != $$ ] || return 0
  if [ "$_ns_h" = unit ]; then systemctl stop "$_ns_n-now.service" "$_ns_n.service" 2>/dev/null; fi
  if _ns_alive "$_ns_p" "$_ns_y"; then kill "$_ns_p" 2>/dev/null; fi
}

# Once more where the process that waits was just writing.
_ns_remove() {
  rm -rf -- "$_ns_d" 2>/dev/null || { sleep 1; rm -rf -- "$_ns_d"; }
}

# How it stands, for the controller.
_ns_tell() {
  if [ -e "$_ns_d/result" ]; then
    printf 'NSD fired\n'
    cat "$_ns_d/result"
  elif [ -e "$_ns_d/fired" ]; then
    printf 'NSD firing\n'
  elif [ -e "$_ns_d/armed" ]; then
    printf 'NSD armed %s\n' "$_ns_h"
  else
    printf 'NSD gone\n'
  fi
}

# A new connection has come: whatever was covered stays.
_ns_confirm() {
  if mv -- "$_ns_d/armed" "$_ns_d/confirmed" 2>/dev/null || [ -e "$_ns_d/confirmed" ]; then
    _ns_end_waiting
    _ns_not_at_boot
    _ns_remove
    printf 'NSD confirmed\n'
  else
    _ns_tell
  fi
}

# A sign of life: the whole time again; 0 lets it fire now.
_ns_prolong() {
  [ ! -e "$_ns_d/armed" ] || _ns_wait_again "$1"
  _ns_tell
}

# One more step to take back: its sequence number $1, or the key $2 of what is to be done again at last. _ns_way_back prints it.
_ns_cover() {
  _ns_x=$_ns_d/steps/$1.sh
  [ -z "$2" ] || _ns_x=$_ns_d/again/$2.sh
  if (umask 077; _ns_way_back >"$_ns_x.new") && mv -f -- "$_ns_x.new" "$_ns_x" && { sync "$_ns_x" "${_ns_x%/*}" 2>/dev/null || sync; }; then
    _ns_tell
  else
    printf 'NSD refused its way back could not be written to %s\n' "$_ns_d"
  fi
}
