# Watches a command that has no ticket, $! of the shell before. Needs family.sh and _ns_limit (seconds).
_ns_p=$!
(
  while [ "$_ns_limit" -gt 0 ]; do
    _ns_n=5
    [ "$_ns_limit" -ge 5 ] || _ns_n=$_ns_limit
    _ns_limit=$((_ns_limit - _ns_n))
    sleep $_ns_n
    kill -0 "$_ns_p" || exit 0
  done
  trap '' TERM
  _ns_end_family
  exit 99
) >/dev/null 2>&1 &
_ns_w=$!
wait $_ns_p
_ns_rc=$?
{ kill $_ns_w; wait $_ns_w; } 2>/dev/null
# Its mark at the end of stderr says that the limit had passed.
[ $? != 99 ] || printf '\036%s\036' "$_ns_id" >&2
exit $_ns_rc
