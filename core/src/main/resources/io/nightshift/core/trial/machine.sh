# Says what a machine consists of: files, packages, units, users, groups, open ports, mounts, kernel modules. Reads only.
# WORD stands for an unguessable word that begins a section; names of files end in NUL, they may hold anything else.
(
export LC_ALL=C
set -f
mark() { printf '\nWORD %s\n' "$1"; }

# What changes by itself, what is made again at any time, and what is ours; see machine-exclusions.txt.
skipped='EXCLUSIONS'

# File systems that keep files: one find for each, because they do not lead into one another.
roots=/
while read -r device place kind rest; do
  case $kind in
    ext[234] | xfs | btrfs | zfs | f2fs | jfs | reiserfs | bcachefs | vfat)
      case $place in
        / | /proc/* | /sys/* | /dev/* | /run/* | /tmp | /tmp/* | /snap/* | /media/* | /mnt/* | /var/lib/docker/* | /var/lib/containers/*) ;;
        *) if [ -d "$place" ]; then roots="$roots $place"; fi ;;
      esac ;;
  esac
done </proc/self/mounts

say() {
  mark files
  if find / -maxdepth 0 -printf '' >/dev/null 2>&1; then
    find $roots -xdev \( $skipped \) -prune -o -printf '%y %m %u %g %s %T@ %p\0%l\0' 2>/dev/null
  else
    mark files.stat
    find $roots -xdev \( $skipped \) -prune -o -exec stat -c '%f %a %U %G %s %Y %n' {} + 2>/dev/null
  fi
  mark sums
  find $roots -xdev \( $skipped -o -path /home \) -prune -o -type f -size -65536k -exec sha256sum {} + 2>/dev/null
  mark packages
  if command -v dpkg-query >/dev/null 2>&1; then
    dpkg-query -W -f '${Package}:${Architecture}\t${Version} ${db:Status-Abbrev}\t${Installed-Size}\n'
  elif command -v rpm >/dev/null 2>&1; then
    rpm -qa --qf '%{NAME}:%{ARCH}\t%{VERSION}-%{RELEASE}\t%{SIZE:humaniec}\n'
  elif command -v apk >/dev/null 2>&1; then
    apk info -v | sed 's/-\([0-9][^-]*-r[0-9]*\)$/\t\1\t/'
  elif command -v pacman >/dev/null 2>&1; then
    pacman -Q | sed 's/ /\t/; s/$/\t/'
  fi
  if command -v systemctl >/dev/null 2>&1; then
    mark unit-files
    systemctl list-unit-files --no-legend --no-pager --plain 2>/dev/null
    mark units
    systemctl list-units --all --plain --no-legend --no-pager --type=service,socket,timer,path 2>/dev/null
  fi
  mark users
  cat /etc/passwd
  mark groups
  cat /etc/group
  if command -v ss >/dev/null 2>&1; then
    mark ports
    ss -H -l -n -t -u -p 2>/dev/null
  else
    mark ports.proc
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null
  fi
  mark mounts
  cat /proc/self/mounts
  mark modules
  while read -r name rest; do printf '%s\n' "$name"; done </proc/modules 2>/dev/null
  mark end
}

# Many lines that are much alike.
if command -v gzip >/dev/null 2>&1; then
  say | gzip -c
else
  say
fi
)
