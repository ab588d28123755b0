# Trees that were sent to this host wait in $_ns_s, below "tree".

# Where they wait. What is there from an earlier night stays.
_ns_stage() {
  [ ! -h "$_ns_s" ] && { [ -d "$_ns_s" ] || mkdir -m 700 -- "$_ns_s"; } && chmod 700 -- "$_ns_s"
}

# It goes away with all it holds. Without root, what lies in a directory that may not be written to needs the right first.
_ns_unstage() {
  case ${_ns_s##*/} in
    .nightshift-transfer-*) ;;
    *) printf '%s is no directory in which a tree waits\n' "$_ns_s" >&2; return 1 ;;
  esac
  rm -rf -- "$_ns_s" 2>/dev/null && return
  find "$_ns_s" -type d -exec chmod u+rwx -- {} +
  rm -rf -- "$_ns_s"
}
