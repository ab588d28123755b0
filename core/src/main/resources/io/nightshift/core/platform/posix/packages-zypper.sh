# Packages of SUSE.
_ns_tool() { zypper --non-interactive --quiet "$@"; }
_ns_list() { rpm -qa --qf '%{NAME}.%{ARCH} %{NAME}=%{VERSION}-%{RELEASE}\n' | sort; }
_ns_keep_packages() { _ns_list >"$_ns_t/packages"; }
_ns_zypper() {
  _ns_v=$1
  shift
  case $_ns_v in
    refresh) _ns_tool refresh ;;
    clean) _ns_tool clean ;;
    upgrade) _ns_tool update ;;
    autoremove) _ns_tool packages --unneeded ;;
    *) _ns_tool "$_ns_v" -- "$@" ;;
  esac
}
_ns_back_packages() {
  [ -e "$_ns_t/packages.after" ] || _ns_list >"$_ns_t/packages.after"
  comm -23 "$_ns_t/packages" "$_ns_t/packages.after" | sed 's/^[^ ]* //' >"$_ns_t/gone"
  [ ! -s "$_ns_t/gone" ] || _ns_tool install --oldpackage -- $(cat "$_ns_t/gone") || return 1
  awk 'NR == FNR { was[$1] = 1; next } !($1 in was) { print $1 }' "$_ns_t/packages" "$_ns_t/packages.after" >"$_ns_t/takes"
  [ ! -s "$_ns_t/takes" ] || rpm -e $(cat "$_ns_t/takes")
}
