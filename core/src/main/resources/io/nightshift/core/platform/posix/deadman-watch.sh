# The process that waits, "sh watch": until somebody confirms, or the time is over. Needs deadman.sh.

# Takes back what was covered, newest first, then restarts; what fails does not keep the rest from it. Begun again after a reboot.
# The boot has read what was changed, so that whatever was to follow a change follows its undo, though no ticket of it may be left.
_ns_fire() {
  cd /
  [ ! -e "$_ns_d/rebooted" ] || export _ns_rebooted=y
  set --
  for _ns_f in "$_ns_d"/steps/*.sh; do
    [ ! -e "$_ns_f" ] || set -- "$_ns_f" "$@"
  done
  for _ns_f in "$@" "$_ns_d"/again/*.sh; do
    [ -e "$_ns_f" ] || continue
    (umask 022; exec /bin/sh "$_ns_f") </dev/null >>"$_ns_d/log" 2>&1
    _ns_rc=$?
    case $_ns_f in
      */steps/*) _ns_x=step ;;
      *) _ns_x=again ;;
    esac
    _ns_f=${_ns_f##*/}
    echo "NSD $_ns_x ${_ns_f%.sh} $_ns_rc" >>"$_ns_d/result.new"
  done
  : >>"$_ns_d/result.new"
  sync
  mv -f -- "$_ns_d/result.new" "$_ns_d/result"
  sync
  _ns_not_at_boot
}

_ns_watch() {
  trap '' HUP
  umask 077
  # After a reboot the old number may be anybody's; of two that wait only one may take back.
  { read -r _ns_p _ns_y <"$_ns_d/pid"; } 2>/dev/null && [ "$_ns_p" != $$ ] && _ns_alive "$_ns_p" "$_ns_y" && return
  _ns_born $$
  { echo "$$ $_ns_x" >"$_ns_d/pid.new" && mv -f -- "$_ns_d/pid.new" "$_ns_d/pid"; } 2>/dev/null
  _ns_boot
  { read -r _ns_was _ns_e <"$_ns_d/until"; } 2>/dev/null
  [ "$_ns_was" = "$_ns_b" ] || : >"$_ns_d/rebooted"
  if [ -e "$_ns_d/fired" ]; then
    [ -e "$_ns_d/result" ] || _ns_fire
    return
  fi
  while [ -e "$_ns_d/armed" ]; do
    { read -r _ns_was _ns_e <"$_ns_d/until"; } 2>/dev/null
    if [ "$_ns_was" != "$_ns_b" ]; then
      _ns_wait_again
      continue
    fi
    _ns_up
    _ns_n2=$((_ns_e - _ns_x))
    if [ $_ns_n2 -le 0 ]; then
      if mv -- "$_ns_d/armed" "$_ns_d/fired" 2>/dev/null; then
        _ns_fire
        return
      fi
    elif [ $_ns_n2 -gt 5 ]; then
      sleep 5
    else
      sleep $_ns_n2
    fi
  done
  # Confirmed, perhaps by somebody who was cut off before it could clean up.
  if [ ! -e "$_ns_d/fired" ]; then
    _ns_not_at_boot
    _ns_remove
  fi
}

export PATH="${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C HOME
_ns_watch
