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
