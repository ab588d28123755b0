# Prints one line per thing: what it is called, a tab, what it is like. Reads only.
export LC_ALL=C
find / -xdev \( -path /proc -o -path /sys -o -path /run -o -path /dev \) -prune -o \
    -printf 'file %p\t%y %m %u:%g %l\n'
find / -xdev \( -path /proc -o -path /sys -o -path /run -o -path /dev -o -path /var/cache -o -path /var/log \
    -o -path /var/lib/apt \) -prune -o -type f -print0 |
    xargs -0r sha256sum | sed 's/^\([0-9a-f]*\)  \(.*\)/content \2\t\1/'
dpkg-query -W -f 'package ${Package}:${Architecture}\t${Version} ${db:Status-Abbrev}\n'
apt-mark showmanual | sed 's/.*/marked &\tmanual/'
sed 's/^\([^:]*\):/user \1\t/' /etc/passwd
sed 's/^\([^:]*\):/group \1\t/' /etc/group
systemctl list-unit-files --no-legend --no-pager | awk '$2 != "transient" { print "enabled " $1 "\t" $2 }'
systemctl list-units --all --plain --no-legend --no-pager --type=service,socket,timer,mount,path |
    awk '$1 !~ /^(user@|user-|session-|run-|tmp|systemd-tmpfiles-clean)/ && $2 != "not-found" { print "unit " $1 "\t" $3 " " $4 }'
awk '{ print "mount " $2 "\t" $1 " " $3 }' /proc/self/mounts
sysctl -a --pattern '^net[.](ipv4[.]ip_forward$|ipv4[.]conf[.]all[.]|core[.]somaxconn)' 2>/dev/null | sed 's/ = /\t/; s/^/sysctl /'
