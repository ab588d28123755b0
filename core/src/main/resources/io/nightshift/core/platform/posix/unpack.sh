# Archives laid into a directory: what is overwritten is kept as a tar, what is new is listed. Needs files.sh.

# Names in the archive $1 of format $2; with the directory $_ns_p as the place where they are going to be.
_ns_members() {
  case $2 in
    zip) unzip -Z1 "$1" ;;
    *) tar --quoting-style=literal -tf "$1" 2>/dev/null || tar -tf "$1" ;;
  esac
}

_ns_keep_members() {
  case $2 in
    zip) command -v unzip >/dev/null || { printf 'this host has no unzip\n'; return 1; } ;;
    tar.xz) command -v xz >/dev/null || { printf 'this host has no xz\n'; return 1; } ;;
    tar.bz2) command -v bzip2 >/dev/null || { printf 'this host has no bzip2\n'; return 1; } ;;
    tar.zst) command -v zstd >/dev/null || { printf 'this host has no zstd\n'; return 1; } ;;
  esac
  [ -d "$_ns_p" ] || { printf 'the directory %s does not exist\n' "$_ns_p"; return 1; }
  _ns_members "$1" "$2" >"$_ns_t/members.raw" || { printf '%s cannot be read as %s\n' "$1" "$2"; return 1; }
  sed 's,^\(\./\)*,,; s,/*$,,' "$_ns_t/members.raw" | grep -v '^$' | sort -u >"$_ns_t/members"
  if grep -q -e '^/' -e '^\.\./' -e '/\.\./' -e '/\.\.$' "$_ns_t/members"; then
    printf '%s has members that would leave the directory\n' "$1"
    return 1
  fi
  # What an earlier archive linked to is not this directory any more; $3 says that this is wanted.
  _ns_x=$([ "$3" ] || awk -F/ '{ path = ""; for (i = 1; i < NF; i++) { path = path (i > 1 ? "/" : "") $i; if (!(path in seen)) { seen[path] = 1; print path } } }' \
    "$_ns_t/members" | while read -r _ns_x; do
    [ -h "$_ns_p/$_ns_x" ] || continue
    case $(readlink -f -- "$_ns_p/$_ns_x")/ in "$(readlink -f -- "$_ns_p")"/*) ;; *) printf '%s' "$_ns_x"; break ;; esac
  done)
  if [ "$_ns_x" ]; then
    printf '%s has members below %s, which is a link out of %s there; extra_opts: [--keep-directory-symlink] allows it\n' "${1##*/}" "$_ns_x" "$_ns_p"
    return 1
  fi
  # Directories on the way that no member names come and go with their content.
  awk -F/ '{ path = ""; for (i = 1; i < NF; i++) { path = path (i > 1 ? "/" : "") $i; if (!(path in seen)) { seen[path] = 1; print path } } print }' \
    "$_ns_t/members" | sort -u | while read -r _ns_x; do
    if [ -e "$_ns_p/$_ns_x" ] || [ -h "$_ns_p/$_ns_x" ]; then printf '%s\n' "./$_ns_x"; else printf '%s\n' "./$_ns_x" >&3; fi
  done >"$_ns_t/overwritten" 3>"$_ns_t/added"
  tar -C "$_ns_p" --no-recursion -cf "$_ns_t/before.tar" -T "$_ns_t/overwritten" && { sync "$_ns_t/before.tar" 2>/dev/null || sync; }
}

_ns_back_members() {
  [ -d "$_ns_p" ] && cd -- "$_ns_p" || return 0
  sort -r "$_ns_t/added" >"$_ns_t/added.back"
  while read -r _ns_x; do
    if [ ! -d "$_ns_x" ] || [ -h "$_ns_x" ]; then printf '%s\n' "$_ns_x"; fi
  done <"$_ns_t/added.back" | tr '\n' '\0' | xargs -0 -r rm -f --
  while read -r _ns_x; do
    if [ -d "$_ns_x" ] && [ ! -h "$_ns_x" ]; then rmdir -- "$_ns_x" 2>/dev/null || :; fi
  done <"$_ns_t/added.back"
  [ ! -s "$_ns_t/overwritten" ] || tar -C "$_ns_p" --no-recursion --overwrite -xpf "$_ns_t/before.tar" 2>/dev/null || tar -C "$_ns_p" -xpf "$_ns_t/before.tar"
}

# chown or chmod for everything that came out of the archive. chmod would follow a link, out of the directory too.
_ns_all_members() {
  (cd -- "$_ns_p" && while read -r _ns_x; do [ "$1" != chmod ] || [ ! -h "./$_ns_x" ] || continue; printf './%s\n' "$_ns_x"; done \
    <"$_ns_t/members" | tr '\n' '\0' | xargs -0 -r "$@" --)
}
