# Packages of Arch; what was replaced comes back from pacman's own cache.
_ns_list() { pacman -Q | sort; }
_ns_keep_packages() { _ns_list >"$_ns_t/packages"; }
_ns_pacman() {
  _ns_v=$1
  shift
  case $_ns_v in
    refresh) pacman -Sy --noconfirm ;;
    clean) pacman -Sc --noconfirm ;;
    install) pacman -S --noconfirm --needed -- "$@" ;;
    remove) pacman -R --noconfirm -- "$@" ;;
    autoremove) pacman -Qdtq | xargs -r pacman -Rs --noconfirm ;;
    *) pacman -Su --noconfirm ;;
  esac
}
_ns_back_packages() {
  [ -e "$_ns_t/packages.after" ] || _ns_list >"$_ns_t/packages.after"
  set --
  while read -r _ns_n _ns_v; do
    for _ns_x in "/var/cache/pacman/pkg/$_ns_n-$_ns_v"-*.pkg.tar*; do
      case $_ns_x in *.sig) continue ;; esac
      if [ -f "$_ns_x" ]; then set -- "$@" "$_ns_x"; break; fi
    done
  done <<EOF
$(comm -23 "$_ns_t/packages" "$_ns_t/packages.after")
EOF
  [ $# = 0 ] || pacman -U --noconfirm "$@" || return 1
  awk 'NR == FNR { was[$1] = 1; next } !($1 in was) { print $1 }' "$_ns_t/packages" "$_ns_t/packages.after" >"$_ns_t/takes"
  [ ! -s "$_ns_t/takes" ] || pacman -Rn --noconfirm $(cat "$_ns_t/takes")
}
