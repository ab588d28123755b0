# Raw material of facts: one grep prints all files with their names before each line. $1 subsets, $2 directory of local facts.
# Forks: grep, id, env, date, uname, hostname, getent; network three, hardware one, virtual one, one per local fact program; one
# for each of Python and capsh, and three for LVM, on hosts that have them.
_ns_facts() {
  _ns_want=$1 _ns_dir=$2
  set -- /etc/os-release /usr/lib/os-release /etc/debian_version /etc/redhat-release /etc/lsb-release /etc/alpine-release \
    /etc/machine-id /var/lib/dbus/machine-id /etc/resolv.conf /etc/hosts /etc/hostname /etc/timezone /proc/cmdline /proc/uptime \
    /proc/loadavg /proc/1/comm /proc/sys/kernel/hostname /proc/sys/kernel/osrelease /proc/sys/kernel/version \
    /proc/sys/kernel/ostype /proc/sys/crypto/fips_enabled /etc/selinux/config /sys/fs/selinux/enforce /sys/fs/selinux/policyvers \
    /etc/ssh/ssh_host_*_key.pub /etc/iscsi/initiatorname.iscsi /etc/nvme/hostnqn
  case $_ns_want in *hardware*)
    set -- "$@" /proc/meminfo /proc/cpuinfo /sys/class/dmi/id/[bcps]*_[a-z]* /sys/block/*/size /sys/block/*/removable /sys/block/*/ro \
      /sys/block/*/queue/rotational /sys/block/*/queue/logical_block_size /sys/block/*/device/vendor /sys/block/*/device/model /sys/block/*/*/size /sys/block/*/*/start ;;
  esac
  case $_ns_want in *network*)
    set -- "$@" /sys/class/net/*/address /sys/class/net/*/mtu /sys/class/net/*/operstate /sys/class/net/*/type /sys/class/net/*/speed \
      /sys/class/net/*/flags /sys/class/net/*/bridge/stp_state /sys/class/net/*/bonding/mode /proc/net/route /proc/net/fib_trie /proc/net/if_inet6 ;;
  esac
  _ns_s F.files
  grep -sH '' "$@"
  _ns_s F.id
  id
  _ns_s F.passwd
  _ns_x=$(id -un)
  if command -v getent >/dev/null; then getent passwd "$_ns_x"; else grep "^$_ns_x:" /etc/passwd; fi
  _ns_s F.env
  env -0 2>/dev/null || env
  _ns_s F.date
  date '+%s %N %Z %z'
  _ns_s F.machine
  uname -m
  _ns_s F.fqdn
  if command -v timeout >/dev/null; then timeout 3 hostname -f; else hostname -f; fi
  _ns_s F.python
  for _ns_x in python3 python; do
    if _ns_y=$(command -v $_ns_x); then printf '%s\n' "$_ns_y"; "$_ns_y" -V 2>&1; break; fi
  done
  _ns_s F.capabilities
  ! command -v capsh >/dev/null || capsh --print
  _ns_s F.marks
  [ ! -d /run/systemd/system ] || printf 'systemd '
  [ ! -d /sys/kernel/security/apparmor ] || printf 'apparmor '
  [ ! -e /.dockerenv ] || printf 'dockerenv '
  [ ! -e /run/.containerenv ] || printf 'containerenv '
  [ ! -e /run/ostree-booted ] || printf 'ostree '
  [ ! -c /dev/kvm ] || printf 'devkvm '
  for _ns_x in apt-get dnf5 dnf yum zypper apk pacman rpm-ostree emerge lsb_release openrc; do
    ! command -v $_ns_x >/dev/null || printf '%s ' $_ns_x
  done
  case $_ns_want in *network*)
    if command -v ip >/dev/null; then
      _ns_s F.addr
      ip -o addr show
      _ns_s F.route
      ip -o -4 route show
      ip -o -6 route show default
      _ns_s F.route4
      ip -o -4 route get 8.8.8.8
    fi ;;
  esac
  case $_ns_want in *hardware*)
    set --
    _ns_s F.mounts
    while read -r _ns_x _ns_y _ns_z _ns_w; do
      printf '%s %s %s %s\n' "$_ns_x" "$_ns_y" "$_ns_z" "$_ns_w"
      # A network file system that hangs would hang us.
      case $_ns_z in nfs* | cifs | fuse.* | smb* | autofs | squashfs | overlay) [ "$_ns_y" = / ] || continue ;; esac
      case $_ns_x in /*) ;; *) [ "$_ns_y" = / ] || continue ;; esac
      case $_ns_y in *\\*) _ns_y=$(printf '%b' "$_ns_y") ;; esac
      set -- "$@" "$_ns_y"
    done </proc/mounts
    _ns_s F.sizes
    [ $# = 0 ] || stat -f -c '%S %b %a %f %c %d %n' -- "$@"
    if command -v vgs >/dev/null && [ "$(id -u)" = 0 ]; then
      for _ns_x in vgs lvs pvs; do
        _ns_s F.$_ns_x
        $_ns_x --noheadings --nosuffix --units g --separator , 2>/dev/null
      done
    fi
    _ns_s F.uuids
    for _ns_x in /dev/disk/by-uuid/*; do
      if [ -h "$_ns_x" ]; then printf '%s %s\n' "${_ns_x##*/}" "$(readlink -f "$_ns_x")"; fi
    done ;;
  esac
  case $_ns_want in *virtual*)
    _ns_s F.virt
    systemd-detect-virt 2>/dev/null ;;
  esac
  case $_ns_want in *local*)
    _ns_i=0
    for _ns_x in "$_ns_dir"/*.fact; do
      [ -f "$_ns_x" ] || continue
      _ns_s "F.local.$_ns_i.name"
      printf '%s' "${_ns_x##*/}"
      _ns_s "F.local.$_ns_i.text"
      if [ -x "$_ns_x" ]; then
        "$_ns_x"
        _ns_y=$?
      else
        cat "$_ns_x"
        _ns_y=$?
      fi
      _ns_s "F.local.$_ns_i.rc"
      printf %s $_ns_y
      _ns_i=$((_ns_i + 1))
    done ;;
  esac
}
