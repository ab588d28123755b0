# Mounts. A mount point is written as /proc/self/mountinfo writes it: blanks and backslashes in octal.

# The last line of mountinfo for the mount point $1, in variables; false when nothing is mounted there. No fork.
_ns_mounted() {
  _ns_dev=
  while read -r _ns_x _ns_x _ns_y _ns_z _ns_m _ns_w _ns_l; do
    [ "$_ns_m" = "$1" ] || continue
    _ns_dev=$_ns_y _ns_root=$_ns_z _ns_opts=$_ns_w _ns_more=${_ns_l##*- }
  done </proc/self/mountinfo
  [ "$_ns_dev" ]
}

_ns_keep_mount() {
  if _ns_mounted "$1"; then
    _ns_from=
    if [ "$_ns_root" != / ]; then
      while read -r _ns_x _ns_x _ns_y _ns_z _ns_m _ns_w; do
        if [ "$_ns_y" = "$_ns_dev" ] && [ "$_ns_z" = / ]; then _ns_from=${_ns_m%/}$_ns_root; fi
      done </proc/self/mountinfo
    fi
    printf '%s\n' "$_ns_root" "$_ns_opts" "$_ns_more" "$_ns_from" >"$_ns_t/mount"
  else
    : >"$_ns_t/mount.none"
  fi
}

# A mount that has to go can come back only when we know where it came from.
_ns_keep_unmount() {
  _ns_keep_mount "$1" || return 1
  [ -e "$_ns_t/mount.none" ] || [ "$_ns_root" = / ] || [ "$_ns_from" ] || {
    printf '%s is a part of a file system that is not mounted as a whole anywhere; it could not be mounted again\n' "$1"
    return 1
  }
}

_ns_back_mount() {
  if [ -e "$_ns_t/mount.none" ]; then
    ! _ns_mounted "$1" || umount -- "$2"
    return
  fi
  { read -r _ns_x; read -r _ns_o; read -r _ns_ty _ns_s _ns_sup; read -r _ns_f; } <"$_ns_t/mount"
  if _ns_mounted "$1"; then
    [ "$_ns_opts" = "$_ns_o" ] || mount -o "remount,$_ns_o" -- "$2"
  elif [ "$_ns_f" ]; then
    mount --bind -- "$(printf '%b' "$_ns_f")" "$2"
  else
    mount -t "$_ns_ty" -o "$_ns_o,$_ns_sup" -- "$(printf '%b' "$_ns_s")" "$2" || mount -- "$2"
  fi
}

_ns_set_hostname() {
  hostname "$1" 2>/dev/null || printf '%s' "$1" >/proc/sys/kernel/hostname
}
