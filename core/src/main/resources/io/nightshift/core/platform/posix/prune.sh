# Removes the tickets of one run, $_ns_r its directory, and what was moved aside for them.
_ns_prune() {
  _ns_sweep_uploads "${_ns_r%/*}/uploads" "${_ns_r##*/}"
  [ -d "$_ns_r" ] || return 0
  # Our own names only, whatever a ticket says.
  find "$_ns_r" -name aside -type f | while read -r _ns_x; do
    _ns_y=$(cat "$_ns_x"; echo .)
    _ns_y=${_ns_y%.}
    case ${_ns_y##*/} in .nightshift-*) rm -rf -- "${_ns_y%.}" ;; esac
  done
  find "$_ns_r" -name purged.data -type f | while read -r _ns_x; do
    _ns_i=
    { read -r _ns_i <"${_ns_x%/*}/id"; } 2>/dev/null
    while read -r _ns_y; do
      if [ "$_ns_i" ]; then rm -rf -- "${_ns_y%/*}/.nightshift-$_ns_i-${_ns_y##*/}"; fi
    done <"$_ns_x"
  done
  rm -rf -- "$_ns_r"
}
