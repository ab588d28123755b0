# Wakes computers of this host's network: each argument is a hardware address of twelve hexadecimal digits. With what most systems
# have, perl before all; one fork.
_ns_wake() {
  if command -v perl >/dev/null 2>&1; then
    perl -MSocket -e 'socket(S, PF_INET, SOCK_DGRAM, 0) or exit 1; setsockopt(S, SOL_SOCKET, SO_BROADCAST, 1);
      for (@ARGV) { send(S, "\xff" x 6 . pack("H12", $_) x 16, 0, sockaddr_in(9, INADDR_BROADCAST)) }' "$@"
  elif command -v python3 >/dev/null 2>&1; then
    python3 -c 'import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
for a in sys.argv[1:]: s.sendto(b"\xff" * 6 + bytes.fromhex(a) * 16, ("255.255.255.255", 9))' "$@"
  else
    for _ns_a; do
      _ns_m=$(echo "$_ns_a" | sed 's/../&:/g; s/:$//')
      wakeonlan "$_ns_m" || etherwake "$_ns_m" || ether-wake "$_ns_m" || busybox ether-wake "$_ns_m"
    done >/dev/null 2>&1
  fi
}
