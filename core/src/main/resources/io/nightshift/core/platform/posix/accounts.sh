# The account databases: kept whole before a change, and brought back exactly. Needs files.sh.

_ns_databases='passwd group shadow gshadow subuid subgid'

# Copies those that are there into $_ns_t/$1. Forks: mkdir, cp.
_ns_copy_databases() {
  set -- "$1"
  for _ns_x in $_ns_databases; do
    if [ -r "/etc/$_ns_x" ]; then set -- "$@" "/etc/$_ns_x"; fi
  done
  _ns_x=$1
  shift
  mkdir -p -- "$_ns_t/$_ns_x" && cp -p -- "$@" "$_ns_t/$_ns_x/"
}

# Untouched since: the file as it was. Changed by somebody else since: only the lines that this step changed.
_ns_back_databases() {
  [ -d "$_ns_t/accounts" ] || return 0
  [ -d "$_ns_t/accounts.after" ] || _ns_copy_databases accounts.after
  for _ns_d in $_ns_databases; do
    _ns_x=$_ns_t/accounts/$_ns_d _ns_y=$_ns_t/accounts.after/$_ns_d
    [ -e "$_ns_x" ] || continue
    if cmp -s "$_ns_x" "/etc/$_ns_d"; then
      continue
    elif cmp -s "$_ns_y" "/etc/$_ns_d"; then
      cp -a -- "$_ns_x" "/etc/.nightshift-$_ns_id"
    else
      cp -a -- "/etc/$_ns_d" "/etc/.nightshift-$_ns_id" &&
        awk -F: '
          part == 1 { was[$1] = $0; next }
          part == 2 { then[$1] = $0; next }
          { here[$1] = 1 }
          ($1 in was) && was[$1] != then[$1] { print was[$1]; next }
          !($1 in was) && ($1 in then) { next }
          { print }
          END { for (name in was) if (!(name in then) && !(name in here)) print was[name] }
        ' part=1 "$_ns_x" part=2 "$_ns_y" part=3 "/etc/$_ns_d" >"/etc/.nightshift-$_ns_id"
    fi && sync "/etc/.nightshift-$_ns_id" && mv -f -- "/etc/.nightshift-$_ns_id" "/etc/$_ns_d" || return 1
  done
}

# The home directory of $1 according to a passwd file $2.
_ns_home_of() {
  _ns_h=
  while IFS=: read -r _ns_n _ns_x _ns_x _ns_x _ns_x _ns_y _ns_x; do
    if [ "$_ns_n" = "$1" ]; then _ns_h=$_ns_y; fi
  done <"$2"
}

# Before a user $1 is made, with the home $2 if one was given.
_ns_keep_user() {
  _ns_copy_databases accounts || return 1
  _ns_home_of "$1" /etc/passwd
  [ "$_ns_h" ] || _ns_h=${2:-/home/$1}
  if [ -e "$_ns_h" ] || [ -h "$_ns_h" ]; then : >"$_ns_t/home.there"; fi
  if [ "$2" ] && [ -e "$2" ]; then : >"$_ns_t/new-home.there"; fi
  [ ! -e "/var/mail/$1" ] || : >"$_ns_t/mail.there"
}

# A home and mailbox that came with the user go into the ticket: what was put there since is not thrown away.
_ns_back_user() {
  [ -d "$_ns_t/accounts.after" ] || _ns_copy_databases accounts.after
  _ns_home_of "$1" "$_ns_t/accounts/passwd"
  _ns_was=$_ns_h
  _ns_home_of "$1" "$_ns_t/accounts.after/passwd"
  _ns_is=$_ns_h
  if [ -z "$_ns_was" ]; then
    if [ "$_ns_is" ] && [ ! -e "$_ns_t/home.there" ] && [ -d "$_ns_is" ]; then
      mv -- "$_ns_is" "$_ns_t/home.left-over" || return 1
    fi
    if [ ! -e "$_ns_t/mail.there" ] && [ -e "/var/mail/$1" ]; then mv -- "/var/mail/$1" "$_ns_t/mail.left-over"; fi
  elif [ "$_ns_was" != "$_ns_is" ] && [ "$_ns_is" ] && [ -d "$_ns_is" ]; then
    if [ "$2" = move ] && [ ! -e "$_ns_was" ]; then
      mv -- "$_ns_is" "$_ns_was" || return 1
    elif [ "$2" = create ] && [ ! -e "$_ns_t/new-home.there" ]; then
      mv -- "$_ns_is" "$_ns_t/home.left-over" || return 1
    fi
  elif [ "$2" = create ] && [ "$_ns_is" ] && [ ! -e "$_ns_t/home.there" ] && [ -d "$_ns_is" ]; then
    mv -- "$_ns_is" "$_ns_t/home.left-over" || return 1
  fi
  _ns_back_owner "$1" || return 1
  _ns_back_databases
}

# usermod gives what lies in the home to the new number; the same the other way round.
_ns_back_owner() {
  [ "$_ns_was" ] && [ -d "$_ns_was" ] || return 0
  _ns_numbers "$1" "$_ns_t/accounts/passwd"
  _ns_u1=$_ns_u _ns_g1=$_ns_g
  _ns_numbers "$1" "$_ns_t/accounts.after/passwd"
  [ "$_ns_u" = "$_ns_u1" ] || find "$_ns_was" -xdev -user "$_ns_u" -exec chown -h -- "$_ns_u1" {} + || return 1
  [ "$_ns_g" = "$_ns_g1" ] || find "$_ns_was" -xdev -group "$_ns_g" -exec chgrp -h -- "$_ns_g1" {} + || return 1
  if [ -e "/var/mail/$1" ] && [ "$_ns_u" != "$_ns_u1" ]; then chown -- "$_ns_u1" "/var/mail/$1"; fi
}

# User and group number of $1 in the passwd file $2.
_ns_numbers() {
  _ns_u= _ns_g=
  while IFS=: read -r _ns_n _ns_x _ns_y _ns_z _ns_x; do
    if [ "$_ns_n" = "$1" ]; then _ns_u=$_ns_y _ns_g=$_ns_z; fi
  done <"$2"
}

# Before a user $1 goes; $2 "home" when its home and mailbox go as well.
_ns_keep_gone_user() {
  _ns_copy_databases accounts || return 1
  for _ns_x in /var/spool/cron/crontabs /var/spool/cron; do
    if [ -d "$_ns_x" ] && [ -f "$_ns_x/$1" ]; then _ns_keep "$_ns_x/$1" cron && printf '%s' "$_ns_x/$1" >"$_ns_t/cron.path"; fi
  done
  [ "$2" = home ] || return 0
  _ns_keep "/var/mail/$1" mail || return 1
  _ns_home_of "$1" /etc/passwd
  if [ "$_ns_h" ] && [ "$_ns_h" != / ] && [ -d "$_ns_h" ] && [ ! -h "$_ns_h" ]; then
    _ns_beside "$_ns_h"
    printf '%s' "$_ns_x" >"$_ns_t/aside"
    printf '%s' "$_ns_h" >"$_ns_t/home"
  fi
}

_ns_remove_home() {
  [ ! -e "$_ns_t/aside" ] || mv -- "$(cat "$_ns_t/home")" "$(cat "$_ns_t/aside")" || return 1
  rm -f -- "/var/mail/$1"
}

_ns_back_gone_user() {
  _ns_back_databases || return 1
  [ ! -e "$_ns_t/cron.path" ] || [ -e "$(cat "$_ns_t/cron.path")" ] || _ns_back "$(cat "$_ns_t/cron.path")" cron || return 1
  if [ -e "$_ns_t/mail.was" ]; then _ns_back "/var/mail/$1" mail || return 1; fi
  if [ -e "$_ns_t/aside" ]; then
    _ns_x=$(cat "$_ns_t/aside") _ns_h=$(cat "$_ns_t/home")
    if [ -d "$_ns_x" ]; then _ns_clear "$_ns_h" home && mv -- "$_ns_x" "$_ns_h"; fi
  fi
}

# Where cron keeps the crontab of $1; empty where only crontab(1) may look.
_ns_cron_file() {
  _ns_c=
  for _ns_x in /var/spool/cron/crontabs /var/spool/cron/tabs /var/spool/cron; do
    if [ -d "$_ns_x" ] && [ -w "$_ns_x" ] && [ -r "$_ns_x" ]; then _ns_c=$_ns_x/$1; return; fi
  done
}

_ns_crontab() {
  if [ "$_ns_me" = "$1" ]; then
    shift
    crontab "$@"
  else
    _ns_x=$1
    shift
    crontab -u "$_ns_x" "$@"
  fi
}

_ns_keep_cron() {
  command -v crontab >/dev/null || { printf 'this host has no crontab program\n'; return 1; }
  _ns_cron_file "$1"
  if [ "$_ns_c" ]; then
    _ns_keep "$_ns_c" cron
  elif _ns_crontab "$1" -l >"$_ns_t/crontab" 2>/dev/null; then
    :
  else
    rm -f -- "$_ns_t/crontab"
  fi
}

_ns_back_cron() {
  _ns_cron_file "$1"
  if [ "$_ns_c" ] && { [ -e "$_ns_t/cron.was" ] || [ -e "$_ns_t/cron.absent" ]; }; then
    _ns_back "$_ns_c" cron
  elif [ -e "$_ns_t/crontab" ]; then
    _ns_crontab "$1" - <"$_ns_t/crontab"
  elif _ns_crontab "$1" -l >/dev/null 2>&1; then
    _ns_crontab "$1" -r
  fi
}
