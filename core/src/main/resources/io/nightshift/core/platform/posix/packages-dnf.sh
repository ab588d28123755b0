# Packages of Fedora, Red Hat and their kin: dnf, else yum.
_ns_tool() { if command -v dnf >/dev/null; then dnf -y -q "$@"; else yum -y -q "$@"; fi; }
_ns_list() { rpm -qa --qf '%{NAME}.%{ARCH} %{NAME}-%{EPOCHNUM}:%{VERSION}-%{RELEASE}.%{ARCH}\n' | sort; }
_ns_keep_packages() { _ns_list >"$_ns_t/packages" && tar -C / -cf "$_ns_t/state.tar" etc; }
_ns_dnf() {
  _ns_v=$1
  shift
  case $_ns_v in
    refresh) _ns_tool makecache ;;
    clean) _ns_tool clean packages ;;
    install)
      # A version goes with a dash; options and names stay.
      for _ns_x do
        shift
        case $_ns_x in
          -* | *://*) ;;
          *=*) _ns_x=${_ns_x%%=*}-${_ns_x#*=} ;;
        esac
        set -- "$@" "$_ns_x"
      done
      _ns_tool install "$@" ;;
    *) _ns_tool "$_ns_v" "$@" ;;
  esac
}
_ns_back_packages() {
  [ -e "$_ns_t/packages.after" ] || _ns_list >"$_ns_t/packages.after"
  comm -13 "$_ns_t/packages" "$_ns_t/packages.after" | sed 's/^[^ ]* //' >"$_ns_t/brought"
  comm -23 "$_ns_t/packages" "$_ns_t/packages.after" | sed 's/^[^ ]* //' >"$_ns_t/gone"
  if [ -s "$_ns_t/gone" ]; then
    # What was replaced comes back first; "downgrade" and "install" each do their half.
    _ns_tool downgrade $(cat "$_ns_t/gone") || _ns_tool install --allowerasing $(cat "$_ns_t/gone") || return 1
  fi
  for _ns_x in $(cat "$_ns_t/brought"); do
    if rpm -q "$_ns_x" >/dev/null 2>&1; then printf '%s\n' "$_ns_x"; fi
  done >"$_ns_t/takes"
  [ ! -s "$_ns_t/takes" ] || rpm -e $(cat "$_ns_t/takes")
}
