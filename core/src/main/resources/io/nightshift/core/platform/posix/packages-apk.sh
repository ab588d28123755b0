# Packages of Alpine: the list of wished-for packages is the state, and apk makes it so.
_ns_list() { apk info -v | sort; }
_ns_keep_packages() { _ns_list >"$_ns_t/packages" && cp -p /etc/apk/world "$_ns_t/world"; }
_ns_apk() {
  _ns_v=$1
  shift
  case $_ns_v in
    refresh) apk update ;;
    clean) apk cache clean ;;
    install) apk add "$@" ;;
    remove) apk del "$@" ;;
    autoremove) apk fix ;;
    *) apk upgrade ;;
  esac
}
_ns_back_packages() {
  cp -p "$_ns_t/world" /etc/apk/world && apk fix
}
