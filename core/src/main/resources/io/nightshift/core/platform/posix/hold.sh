# One owner at a time: whoever changes this host as this user holds it first. The file with the highest number in $_ns_h says which run,
# at which epoch, in which boot and until which second of it, and who makes it. A file is written once, under the next number, and only
# by whoever could make it: of several who want the host one gets it. "-" is nobody. Needs boot.sh, and of the run that asks: $_ns_hr its
# name, $_ns_he its epoch, $_ns_hs how many seconds it needs, $_ns_ho who makes it, $_ns_hf whether it goes on after another run.
# Everything is builtin but the rm of the file before, when the host is taken or let go.

_ns_newest() {
  _ns_n=0
  for _ns_x in "$_ns_h"/[1-9]*; do
    _ns_x=${_ns_x##*/}
    case $_ns_x in *[!0-9]*) continue ;; esac
    [ "$_ns_x" -le $_ns_n ] || _ns_n=$_ns_x
  done
  _ns_r=- _ns_e=0 _ns_was=- _ns_l=0 _ns_o=
  [ $_ns_n = 0 ] || { _ns_r=; read -r _ns_r _ns_e _ns_was _ns_l _ns_o <"$_ns_h/$_ns_n"; } 2>/dev/null
  case $_ns_e$_ns_l in *[!0-9]* | '') _ns_e=0 _ns_l=0 ;; esac
}

# Writes the next file: fails where another one was faster.
_ns_next() {
  _ns_m=$((_ns_n + 1))
  set -C
  { true >"$_ns_h/$_ns_m"; } 2>/dev/null
  _ns_x=$?
  set +C
  [ $_ns_x = 0 ] || return 1
  if ! { printf '%s\n' "$1" >>"$_ns_h/$_ns_m"; } 2>/dev/null; then
    rm -f -- "$_ns_h/$_ns_m"
    return 1
  fi
}

_ns_held() {
  _ns_x="$1 $2 $_ns_r $_ns_o"
  printf 'NS1 held 0 %s 0 0 0\n%s' "${#_ns_x}" "$_ns_x"
}

# Seconds for which another run still holds the host: until its time is over, and as long as its dead-man's timer may act.
_ns_left() {
  _ns_x=0
  [ "${_ns_r:--}" != - ] || return 0
  if [ "$_ns_was" = "$_ns_b" ]; then _ns_x=$((_ns_l - _ns_up)); else _ns_x=$((900 - _ns_up)); fi
  [ $_ns_x -le 0 ] || return 0
  _ns_x=0
  for _ns_y in "$1/$_ns_r"/*-deadman-*/armed; do
    [ ! -e "$_ns_y" ] || _ns_x=60
  done
}

_ns_hold() {
  _ns_up=0 _ns_i=0 _ns_d=${_ns_h%/*}
  { read -r _ns_up _ns_x </proc/uptime; } 2>/dev/null
  _ns_up=${_ns_up%.*}
  _ns_boot
  while [ $_ns_i -lt 40 ]; do
    _ns_i=$((_ns_i + 1))
    _ns_newest
    if [ -z "$_ns_r" ] && [ $_ns_i -lt 5 ]; then
      # It is just being written, or was replaced.
      [ $_ns_i = 1 ] || sleep 1
      continue
    fi
    if [ "$_ns_r" = "$_ns_hr" ]; then
      [ "$_ns_e" -le "$_ns_he" ] || { _ns_held stale 0; return 1; }
      [ "$_ns_e$_ns_was" != "$_ns_he$_ns_b" ] || [ "$_ns_l" -lt $((_ns_up + _ns_hs)) ] || return 0
    else
      _ns_left "$_ns_d"
      [ $_ns_x -le 0 ] || { _ns_held busy $_ns_x; return 1; }
    fi
    _ns_x=0
    { read -r _ns_x <"$_ns_d/$_ns_hr/epoch"; } 2>/dev/null
    [ "${_ns_x:-0}" -le "$_ns_he" ] || { _ns_r=$_ns_hr; _ns_held stale 0; return 1; }
    if [ -z "$_ns_hf" ] && [ -s "$_ns_d/$_ns_hr/overtaken" ]; then
      read -r _ns_r _ns_o <"$_ns_d/$_ns_hr/overtaken"
      _ns_held overtaken 0
      return 1
    fi
    _ns_take && return 0
  done
  _ns_r=- _ns_o=
  _ns_held failed 0
  return 1
}

# Takes the host, which is free, or of a run whose time is over, or held by an earlier process of this run.
_ns_take() {
  [ -d "$_ns_h" ] || (umask 077; mkdir -p -- "$_ns_h") 2>/dev/null
  _ns_z=$_ns_n _ns_y=$_ns_r
  _ns_next "$_ns_hr $_ns_he $_ns_b $((_ns_up + _ns_hs + 900)) $_ns_ho" || return 1
  _ns_newest
  [ "$_ns_n" = "$_ns_m" ] || return 1
  if [ "$_ns_he" != 1 ]; then
    [ -d "$_ns_d/$_ns_hr" ] || (umask 077; mkdir -p -- "$_ns_d/$_ns_hr")
    echo "$_ns_he" >"$_ns_d/$_ns_hr/epoch"
  fi
  [ -z "$_ns_hf" ] || [ ! -e "$_ns_d/$_ns_hr/overtaken" ] || rm -f -- "$_ns_d/$_ns_hr/overtaken"
  if [ "${_ns_y:--}" != - ] && [ "$_ns_y" != "$_ns_hr" ] && [ -d "$_ns_d/$_ns_y" ]; then
    echo "$_ns_hr $_ns_ho" >"$_ns_d/$_ns_y/overtaken"
  fi
  [ "$_ns_z" = 0 ] || rm -f -- "$_ns_h/$_ns_z"
}

# The run is over here. In the name of an earlier process, only where nothing is at work any more.
_ns_let_go() {
  _ns_newest
  [ "$_ns_r" = "$_ns_hr" ] && [ "$_ns_e" -le "$_ns_he" ] || return 0
  _ns_z=$_ns_n
  if [ "$_ns_e" != "$_ns_he" ]; then
    for _ns_y in "${_ns_h%/*}/$_ns_r"/*-deadman-*/armed; do
      [ ! -e "$_ns_y" ] || return 0
    done
    for _ns_y in "${_ns_h%/*}"/*/*/start; do
      if [ -e "$_ns_y" ] && _ns_on_its_way "${_ns_y%/*}" ''; then return 0; fi
    done
  fi
  _ns_n=$_ns_z
  _ns_next '- 0 - 0' && rm -f -- "$_ns_h/$_ns_z"
}
