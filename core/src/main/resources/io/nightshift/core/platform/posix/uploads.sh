# What is sent beside a destination is announced first: a line of boot, process, its start and run, then the path. Needs boot.sh.

# Announces path $2 of run $1 as $3, in the name of this shell: when that has ended, so has the upload. Removes what stood there, since
# a lost connection may still hold it open. Forks: rm, and mkdir the first time.
_ns_announce() {
  [ -d "${3%/*}" ] || (umask 077; mkdir -p -- "${3%/*}") || return 1
  _ns_boot
  _ns_born $$
  if ! (umask 077; printf '%s %s %s %s\n%s' "$_ns_b" $$ "$_ns_x" "$1" "$2" >"$3") 2>/dev/null; then
    _ns_x=$(df -Pk -- "${3%/*}" | tail -n 1)
    rm -f -- "$3"
    set -- $_ns_x
    printf 'only %s KiB are free where tickets lie\n' "$4" >&2
    return 1
  fi
  rm -f -- "$2"
}

# Removes what interrupted uploads left behind: those of run $2 as announced in directory $1, or without $2 all whose shell is gone.
_ns_sweep_uploads() {
  for _ns_u in "$1"/*; do
    [ -f "$_ns_u" ] || continue
    _ns_was= _ns_p1=0 _ns_b1=0 _ns_r1=
    { read -r _ns_was _ns_p1 _ns_b1 _ns_r1 <"$_ns_u"; } 2>/dev/null
    if [ "$2" ]; then
      [ "$_ns_r1" = "$2" ] || continue
    elif [ "$_ns_was" = "$_ns_b" ] && _ns_alive "$_ns_p1" "$_ns_b1"; then
      continue
    fi
    _ns_y=$(tail -n +2 "$_ns_u"; echo .)
    _ns_y=${_ns_y%.}
    # Our own names only, whatever is written there.
    case ${_ns_y##*/} in .nightshift-* | .upload-*) rm -f -- "$_ns_y" ;; esac
    rm -f -- "$_ns_u"
  done
}
