# Functions of reads. _ns_s NAME begins a section.

# States of paths "$@": $1 section prefix, $2 stat's options, $3 its format; links of what is not followed. Forks: stat, readlink per link.
_ns_paths() {
  _ns_p=$1 _ns_o=$2 _ns_f=$3
  shift 3
  _ns_s "$_ns_p"
  stat $_ns_o -c "$_ns_f" -- "$@" 2>&1
  [ -z "$_ns_o" ] || return 0
  _ns_i=0
  for _ns_x do
    if [ -h "$_ns_x" ]; then
      _ns_s "$_ns_p.$_ns_i"
      readlink -n -- "$_ns_x"
    fi
    _ns_i=$((_ns_i + 1))
  done
}

# Digests of those of "$@" that are readable files: $1 section, $2 program. Fork: one.
_ns_sums() {
  _ns_s "$1"
  _ns_x=$2
  shift 2
  _ns_i=$#
  while [ "$_ns_i" -gt 0 ]; do
    if [ -f "$1" ] && [ -r "$1" ]; then set -- "$@" "$1"; fi
    shift
    _ns_i=$((_ns_i - 1))
  done
  [ $# = 0 ] || "$_ns_x" -- "$@" 2>/dev/null
}

# A file's bytes: $1 section, $2 most bytes wanted, $3 path. Fork: head.
_ns_bytes() {
  _ns_s "$1"
  if [ -d "$3" ]; then
    printf D
  elif [ -r "$3" ]; then
    printf F
    [ ! -s "$3" ] && case $3 in /proc/* | /sys/*) false ;; esac || head -c "$2" -- "$3" 2>/dev/null || _ns_s "$1.failed"
  elif [ -e "$3" ]; then
    printf P
  elif [ -x "${3%/*}/" ] || [ ! -d "${3%/*}/" ]; then
    printf A
  else
    printf P
  fi
}

# An init script $2: whether it is there, starts at boot, and (without systemd) runs. No fork under systemd.
_ns_sysv() {
  _ns_s "$1"
  _ns_x=${2%.service}
  [ -e "/etc/init.d/$_ns_x" ] || { printf 'absent\n'; return; }
  printf 'script\n'
  for _ns_y in /etc/rc[2345].d/S[0-9][0-9]"$_ns_x" /etc/runlevels/*/"$_ns_x"; do
    if [ -e "$_ns_y" ]; then printf 'linked\n'; break; fi
  done
  [ ! -d /run/systemd/system ] || return
  if command -v rc-service; then rc-service "$_ns_x" status; elif command -v service; then service "$_ns_x" status; else "/etc/init.d/$_ns_x" status; fi >/dev/null 2>&1 && printf 'running\n'
}

# Installed packages among "$@" as "name, architecture, version, held"; where one is missing, who provides it. Forks: dpkg-query, awk; two more.
_ns_packages_apt() {
  _ns_s kapt
  command -v dpkg-query >/dev/null || { _ns_s kapt.none; return; }
  _ns_x=$(dpkg-query -W -f '${db:Status-Abbrev}|${Package}|${Architecture}|${Version}\n' -- "$@")
  _ns_i=0
  # A name is missing where no line of it begins with "i" (installed) as second letter.
  for _ns_y do
    case "
$_ns_x" in
      *"
"?i?"|${_ns_y%%:*}|"*) ;;
      *) _ns_i=1 ;;
    esac
  done
  printf '%s\n' "$_ns_x" | sed -n 's/^hi.|\([^|]*\)|\([^|]*\)|\(.*\)$/\1\t\2\t\3\theld/p; s/^[^h]i.|\([^|]*\)|\([^|]*\)|\(.*\)$/\1\t\2\t\3\t-/p'
  [ $_ns_i = 0 ] && return
  _ns_s Papt
  dpkg-query -W -f '${db:Status-Abbrev}|${Package}\t${Provides}\n' | sed -n 's/^.i.|\(.*\t..*\)$/\1/p' | {
    _ns_x=$*
    set --
    for _ns_y in $_ns_x; do set -- "$@" -e "${_ns_y%%:*}"; done
    grep -F "$@"
  }
}

_ns_candidates_apt() {
  _ns_s Kapt
  apt-cache policy -- "$@" | awk '/^[^ ]/ { name = substr($1, 1, length($1) - 1) } $1 == "Candidate:" && $2 != "(none)" { print name "\t" $2 }'
}

# Everything below $3: $1 section, $2 find's link option, $4 depth options, $5 stat options, $6 format, $7 most entries, $8 digest program or nothing.
_ns_tree() {
  _ns_s "$1"
  if [ -n "$2" ] || [ ! -h "$3" ]; then
    # Names may hold line breaks: the numbers in front tell where a line begins.
    find $2 "$3" $4 -exec stat $5 -c "$6" -- {} + 2>/dev/null | head -n "$7"
    if [ "$8" ]; then
      _ns_s "$1.sum"
      find $2 "$3" $4 -type f -exec "$8" -- {} + 2>/dev/null | head -n "$7"
    fi
    if [ -z "$5" ]; then
      _ns_s "$1.links"
      find "$3" $4 -type l -exec sh -c 'for x do printf "%s\n" "${#x}"; printf "%s" "$x"; y=$(readlink -n -- "$x"; echo .); y=${y%.}; printf "%s\n%s" "${#y}" "$y"; done' sh {} + 2>/dev/null
    fi
  fi
}

# Seconds since file $2 was changed: $1 section. Forks: stat, date.
_ns_age() {
  _ns_s "$1"
  shift
  for _ns_x do
    if [ -e "$_ns_x" ]; then
      printf '%s %s\n' "$(stat -c %Y -- "$_ns_x")" "$(date +%s)"
      return
    fi
  done
}

# A kernel setting: $1 section, $2 path. Not with the shell's read: dash reads byte by byte, and the kernel gives a setting only as a
# whole. Fork: cat.
_ns_setting() {
  _ns_s "$1"
  [ -r "$2" ] || return
  printf V
  cat -- "$2" 2>/dev/null
}

# Names that a pattern stands for: $1 section, the rest what the shell made of it. Length, line break, name.
_ns_names() {
  _ns_s "$1"
  shift
  for _ns_x do
    if [ -e "$_ns_x" ] || [ -h "$_ns_x" ]; then printf '%s\n%s' "${#_ns_x}" "$_ns_x"; fi
  done
}

# A crontab: $1 section, $2 user, $3 who we are.
_ns_cron() {
  _ns_s "$1"
  command -v crontab >/dev/null || { printf N; return; }
  if [ "$2" = "$3" ]; then _ns_x=$(crontab -l 2>&1; echo " $?"); else _ns_x=$(crontab -u "$2" -l 2>&1; echo " $?"); fi
  case $_ns_x in
    *" 0") printf 'F%s' "${_ns_x% 0}" ;;
    *no\ crontab*) printf A ;;
    *) printf 'P%s' "${_ns_x% *}" ;;
  esac
}

# Waits: $1 section, $2 delay, $3 pause, $4 limit in seconds; _ns_cond is the condition and sets _ns_detail.
_ns_await() {
  _ns_s "$1"
  _ns_up
  _ns_t0=$_ns_now
  [ "$2" = 0 ] || sleep "$2"
  while :; do
    if _ns_cond; then _ns_up; printf '1 %s\n%s' $((_ns_now - _ns_t0)) "$_ns_detail"; return; fi
    _ns_up
    if [ $((_ns_now - _ns_t0)) -ge "$4" ]; then printf '0 %s\n%s' $((_ns_now - _ns_t0)) "$_ns_detail"; return; fi
    sleep "$3"
  done
}

# Seconds since boot: a clock that nobody sets.
_ns_up() {
  read -r _ns_now _ns_x </proc/uptime
  _ns_now=${_ns_now%%.*}
}

# Whether something here listens on port $1 (four hexadecimal digits) at an address that $2 reaches. No fork.
_ns_listens() {
  for _ns_f in /proc/net/tcp /proc/net/tcp6; do
    [ -r "$_ns_f" ] || continue
    while read -r _ns_x _ns_l _ns_r _ns_st _ns_rest; do
      [ "$_ns_st" = 0A ] || continue
      case $_ns_l in *:"$1") ;; *) continue ;; esac
      # On all addresses, or on the one asked for (an empty $2: any).
      case ${_ns_l%:*} in 00000000 | 00000000000000000000000000000000) return 0 ;; esac
      case " $2 " in "  " | *" ${_ns_l%:*} "*) return 0 ;; esac
    done <"$_ns_f"
  done
  return 1
}

# Whether a port of a host accepts a connection: $1 host, $2 port; bash or netcat has to be here. Forks: two.
_ns_connects() {
  if command -v bash >/dev/null; then
    if command -v timeout >/dev/null; then
      timeout 5 bash -c ': </dev/tcp/"$1"/"$2"' bash "$1" "$2" 2>/dev/null
    else
      bash -c ': </dev/tcp/"$1"/"$2"' bash "$1" "$2" 2>/dev/null
    fi
  else
    nc -z -w 5 "$1" "$2" 2>/dev/null
  fi
}

# Whether what a port of a host says on its own has something that matches $3 (an extended regular expression); that line, and
# what came before it, is the detail. A line that is not finished counts after two seconds. Forks: three, or with netcat five.
_ns_greets() {
  if command -v bash >/dev/null; then
    _ns_x=
    ! command -v timeout >/dev/null || _ns_x='timeout 10'
    _ns_detail=$($_ns_x bash -c 'exec 3<>"/dev/tcp/$1/$2" || exit
      said=
      while IFS= read -r -t 2 line <&3 || [ -n "$line" ]; do
        said=$said$line$'"'\\n'"'
        [[ $said =~ $3 ]] && { printf %s "$said"; exit 0; }
      done
      exit 1' bash "$1" "$2" "$3" 2>/dev/null)
  else
    _ns_detail=$(sleep 2 | nc -w 5 "$1" "$2" 2>/dev/null | grep -E -e "$3")
  fi
}

# Connections of port $1 (hexadecimal) that are neither listening nor ending.
_ns_busy() {
  for _ns_f in /proc/net/tcp /proc/net/tcp6; do
    [ -r "$_ns_f" ] || continue
    while read -r _ns_x _ns_l _ns_r _ns_st _ns_rest; do
      case $_ns_l in *:"$1") ;; *) continue ;; esac
      case $_ns_st in 01 | 02 | 03 | 04 | 05 | 08 | 09 | 0B) _ns_detail="a connection with ${_ns_r##*:} is open"; return 0 ;; esac
    done <"$_ns_f"
  done
  return 1
}

# Entries of an account database: $1 section, $2 database, the rest names. Fork: getent (else cat).
_ns_database() {
  _ns_s "$1"
  _ns_x=$2
  shift 2
  [ $# -gt 0 ] || return
  if command -v getent >/dev/null; then getent "$_ns_x" -- "$@" || getent "$_ns_x" "$@"; else cat "/etc/$_ns_x"; fi
}
