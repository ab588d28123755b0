# Services under systemd, OpenRC or SysV init.

_ns_init() {
  if [ -d /run/systemd/system ]; then
    _ns_i=systemd
  elif command -v rc-service >/dev/null && command -v openrc >/dev/null; then
    _ns_i=openrc
  else
    _ns_i=sysv
  fi
}

# $1 start, stop, restart, reload or status; $2 service.
_ns_service() {
  case $_ns_i in
    systemd)
      case $1 in
        status) systemctl is-active --quiet -- "$2" ;;
        *) systemctl "$1" -- "$2" ;;
      esac ;;
    openrc) rc-service "${2%.service}" "$1" ;;
    *)
      if command -v service >/dev/null; then
        service "${2%.service}" "$1"
      elif [ -x "/etc/init.d/${2%.service}" ]; then
        "/etc/init.d/${2%.service}" "$1"
      else
        printf 'there is no service %s here: no systemd runs, and /etc/init.d has no such script\n' "${2%.service}" >&2
        return 5
      fi ;;
  esac
}

_ns_known() {
  case $_ns_i in
    systemd) systemctl cat -- "$1" >/dev/null 2>&1 ;;
    *) [ -e "/etc/init.d/${1%.service}" ] ;;
  esac
}

_ns_keep_running() {
  _ns_init
  if _ns_service status "$1" >/dev/null 2>&1; then echo active; else echo inactive; fi >"$_ns_t/was"
}

# A unit that is gone by now is as good as stopped.
_ns_back_running() {
  _ns_init
  read -r _ns_x <"$_ns_t/was" || return 1
  if [ "$_ns_x" = active ]; then
    _ns_service status "$1" >/dev/null 2>&1 || _ns_service start "$1"
  elif _ns_known "$1"; then
    _ns_service stop "$1" || return 1
    [ $_ns_i != systemd ] || systemctl reset-failed -- "$1" 2>/dev/null || :
  fi
}

# Whether a service that should run does not: one that was stopped as it should be is not broken.
_ns_broken() {
  if [ $_ns_i = systemd ]; then
    case $(systemctl show -p ActiveState -- "$1") in *=failed | *=activating | *=deactivating) return 0 ;; esac
    return 1
  fi
  # LSB: 1 and 2 are dead with traces left, 3 is stopped; OpenRC says 32 for crashed.
  _ns_service status "$1" >/dev/null 2>&1
  case $? in 1 | 2 | 32) return 0 ;; esac
  return 1
}

# Restart or reload $1 at the end of an undo. A service that ran before the step runs again, also where the step kept it from starting.
_ns_again() {
  _ns_init
  _ns_x=
  { read -r _ns_x <"$_ns_t/was"; } 2>/dev/null
  if _ns_service status "$2" >/dev/null 2>&1; then
    _ns_service "$1" "$2"
  elif [ "$_ns_x" = active ] && _ns_broken "$2"; then
    [ $_ns_i != systemd ] || systemctl reset-failed -- "$2" 2>/dev/null
    _ns_service start "$2"
  fi
}

# Links that decide what starts at boot, one "path target" a line.
_ns_links() {
  find /etc/systemd/system /etc/rc[0-9S].d /etc/runlevels -type l -printf '%p %l\n' 2>/dev/null | sort
}

_ns_keep_links() {
  _ns_links >"$_ns_t/links"
}

_ns_enable() {
  _ns_init
  case $_ns_i in
    systemd) systemctl "$1" -- "$2" ;;
    openrc) if [ "$1" = enable ]; then rc-update add "${2%.service}"; else rc-update del "${2%.service}"; fi ;;
    *)
      if command -v update-rc.d >/dev/null; then
        [ "$1" = disable ] || update-rc.d "${2%.service}" defaults
        update-rc.d "${2%.service}" "$1"
      elif command -v chkconfig >/dev/null; then
        if [ "$1" = enable ]; then chkconfig "${2%.service}" on; else chkconfig "${2%.service}" off; fi
      else
        printf 'there is no update-rc.d or chkconfig here\n' >&2
        return 5
      fi ;;
  esac
  _ns_rc=$?
  _ns_links >"$_ns_t/links.after"
  return $_ns_rc
}

# Exactly the links that this step made go, and those it removed come back.
_ns_back_links() {
  _ns_init
  [ -e "$_ns_t/links.after" ] || _ns_links >"$_ns_t/links.after"
  comm -13 "$_ns_t/links" "$_ns_t/links.after" >"$_ns_t/links.made"
  comm -23 "$_ns_t/links" "$_ns_t/links.after" >"$_ns_t/links.gone"
  while read -r _ns_x _ns_y; do
    [ ! -h "$_ns_x" ] || rm -f -- "$_ns_x"
    case $_ns_x in
      *.wants/* | *.requires/*) grep -qF -e "${_ns_x%/*}/" "$_ns_t/links" || rmdir -- "${_ns_x%/*}" 2>/dev/null ;;
    esac
  done <"$_ns_t/links.made"
  while read -r _ns_x _ns_y; do
    [ -d "${_ns_x%/*}" ] || mkdir -p -- "${_ns_x%/*}"
    [ -h "$_ns_x" ] || ln -s -- "$_ns_y" "$_ns_x"
  done <"$_ns_t/links.gone"
  if [ $_ns_i = systemd ] && { [ -s "$_ns_t/links.made" ] || [ -s "$_ns_t/links.gone" ]; }; then
    systemctl daemon-reload
  fi
}
