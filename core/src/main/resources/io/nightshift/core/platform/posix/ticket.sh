# What every ticketed step shares. Needs: _ns_t the ticket, _ns_need KiB of room wanted.
# Whole milliseconds count: everything here is builtin unless marked "fork".

# Prints the answer: a line of numbers, then what was kept of stdout and stderr. Two forks when there is output, else none.
_ns_answer() {
  _ns_lo=0 _ns_le=0
  if [ -s "$_ns_t/out" ] || [ -s "$_ns_t/err" ] || [ -e "$_ns_t/out.head" ] || [ -e "$_ns_t/err.head" ]; then
    _ns_x=$(cd "$_ns_t" && wc -c out err)
    set -- "$1" "$2" $_ns_x
    _ns_lo=${3:-0} _ns_le=${5:-0}
  fi
  if [ -e "$_ns_t/out.head" ] || [ -e "$_ns_t/err.head" ] || [ "$_ns_lo" -gt 4194304 ] || [ "$_ns_le" -gt 2097152 ]; then
    _ns_long "$1" "$2"
    return
  fi
  printf 'NS1 %s %s %s %s 0 0\n' "$1" "$2" "$_ns_lo" "$_ns_le"
  if [ "$_ns_lo$_ns_le" != 00 ]; then cat "$_ns_t/out" "$_ns_t/err"; fi
}

# Long output: the first and the last part of each stream, and how much was left out between them.
_ns_long() {
  for _ns_f in out err; do
    _ns_max=2097152
    [ $_ns_f = out ] || _ns_max=1048576
    _ns_h=$_ns_t/$_ns_f
    _ns_all=$(wc -c <"$_ns_h")
    if [ -e "$_ns_h.head" ]; then
      # Kept in parts, see run.sh: what was dropped, the head, the tail, and what came since.
      _ns_x=0
      { read -r _ns_x <"$_ns_h.lost"; } 2>/dev/null
      _ns_all=$((_ns_all + _ns_x + $(wc -c <"$_ns_h.head") + $(wc -c <"$_ns_h.tail")))
      head -c $_ns_max "$_ns_h.head" >"$_ns_h.show"
      cat "$_ns_h.tail" "$_ns_h" 2>/dev/null | tail -c $_ns_max >>"$_ns_h.show"
    elif [ "$_ns_all" -gt $((2 * _ns_max)) ]; then
      head -c $_ns_max "$_ns_h" >"$_ns_h.show"
      tail -c $_ns_max "$_ns_h" >>"$_ns_h.show"
    else
      cat "$_ns_h" >"$_ns_h.show"
    fi
    _ns_y=$(wc -c <"$_ns_h.show")
    if [ $_ns_f = out ]; then
      _ns_lo=$((_ns_y)) _ns_so=$((_ns_all - _ns_y))
    else
      _ns_le=$((_ns_y)) _ns_se=$((_ns_all - _ns_y))
    fi
  done
  printf 'NS1 %s %s %s %s %s %s\n' "$1" "$2" "$_ns_lo" "$_ns_le" "$_ns_so" "$_ns_se"
  cat "$_ns_t/out.show" "$_ns_t/err.show"
  rm -f "$_ns_t/out.show" "$_ns_t/err.show"
}
