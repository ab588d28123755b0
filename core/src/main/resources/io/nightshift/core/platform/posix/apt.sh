# Packages of Debian and its kin: what a step brought, it takes away again; what it replaced comes back.

_ns_apt() {
  env DEBIAN_FRONTEND=noninteractive DEBIAN_PRIORITY=critical NEEDRESTART_SUSPEND=1 NEEDRESTART_MODE=l \
    APT_LISTCHANGES_FRONTEND=none UCF_FORCE_CONFFOLD=1 apt-get -y -q -o DPkg::Lock::Timeout=120 \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -o APT::Get::HideAutoRemove=1 "$@"
}

# Runs the rest with $1 as the status that /usr/sbin/policy-rc.d gives to packages that want to start or stop a service.
_ns_policy() {
  printf '#!/bin/sh\nexit %s\n' "$1" >"/usr/sbin/.nightshift-$_ns_id" && chmod 755 "/usr/sbin/.nightshift-$_ns_id" &&
    mv -f "/usr/sbin/.nightshift-$_ns_id" /usr/sbin/policy-rc.d || return 1
  shift
  "$@"
  _ns_p=$?
  _ns_back /usr/sbin/policy-rc.d policy
  return $_ns_p
}

_ns_dpkg() {
  env DEBIAN_FRONTEND=noninteractive DEBIAN_PRIORITY=critical NEEDRESTART_SUSPEND=1 UCF_FORCE_CONFFOLD=1 dpkg "$@"
}

# Every package the host knows: "name:arch version state", sorted. Fork: dpkg-query, sort.
_ns_packages() {
  dpkg-query -W -f '${Package}:${Architecture} ${Version} ${db:Status-Abbrev}\n' | sort
}

# Where packages keep state that they do not own as files: everything in it that a step changes comes back.
_ns_state_dirs='etc var/lib/ucf var/lib/pam var/lib/systemd var/lib/dpkg/alternatives var/lib/dpkg/diversions var/lib/dpkg/statoverride var/lib/dpkg/triggers var/lib/apt/extended_states var/cache/debconf var/lib/xml-core var/lib/sgml-base var/lib/python var/lib/initramfs-tools var/lib/shells.state var/lib/emacsen-common var/lib/gems var/lib/snmp var/lib/sudo usr/local'

# Those that are there, as arguments of find and tar.
_ns_state() {
  cd / || return 1
  set --
  for _ns_x in $_ns_state_dirs; do
    if [ -e "$_ns_x" ]; then set -- "$@" "$_ns_x"; fi
  done
  _ns_x="$*"
}

# What is in them: kind, mode, owner, size, time, link target, name; names with a line break are left alone. Directories and
# links have no times here: putting something back changes those.
_ns_manifest() {
  _ns_state
  find $_ns_x ! -name '*
*' \( -type f -printf '%y %m %U:%G %s %T@ |%p\n' -o -printf '%y %m %U:%G 0 0 %l|%p\n' \) | sort
}

# Names only, of manifest lines.
_ns_names() { sed 's/^[^|]*|//' | sort -u; }

# What is there at all, where packages put data: a new directory in it belongs to the step that made it.
_ns_places() {
  find /boot /opt /srv /usr /var/lib /var/spool /var/mail /var/www /var/games /home /root -xdev \
    \( -path '/srv/*/*' -o -path '/home/*/*' -o -path '/root/*/*' -o -path '/var/lib/nightshift' -o -path '/var/lib/*/*/*/*' -o -path '/usr/share/*/*/*/*' -o -path '/var/lib/docker' -o -path '/var/lib/containers' -o -path '/var/spool/*/*/*' \) -prune -o \
    ! -name '*
*' -print 2>/dev/null | sort
}

# The state before: packages, files of state, names. Some hundred milliseconds; nothing of it grows with the data on the host.
_ns_keep_system() {
  [ -z "$(dpkg --audit 2>/dev/null)" ] || {
    printf 'dpkg was interrupted earlier: run "dpkg --configure -a" on this host first\n'
    return 1
  }
  _ns_packages >"$_ns_t/packages" && _ns_manifest >"$_ns_t/manifest" && _ns_places >"$_ns_t/places" || return 1
  _ns_state
  tar -C / --numeric-owner --xattrs --acls -cf "$_ns_t/state.tar" $_ns_x 2>"$_ns_t/tar.err" ||
    tar -C / --numeric-owner -cf "$_ns_t/state.tar" $_ns_x || return 1
  sync "$_ns_t/state.tar" 2>/dev/null || sync
}

_ns_after_system() {
  _ns_packages >"$_ns_t/packages.after"
  _ns_manifest >"$_ns_t/manifest.after"
}

# A package file for each "name version" a simulation would replace or remove, so that it can come back without any network.
_ns_secure() {
  # Lines of a simulation: Inst name [old] (new ...), Remv name [old].
  sed -n 's/^\(Inst\|Remv\|Purg\) \([^ ]*\) \[\([^]]*\)\].*/\2 \3/p' "$_ns_t/simulated" | sort -u >"$_ns_t/replaced"
  [ -s "$_ns_t/replaced" ] || return 0
  mkdir -p "$_ns_t/debs"
  while read -r _ns_n _ns_v; do
    _ns_fetch_old "$_ns_n" "$_ns_v" </dev/null || {
      printf '%s %s cannot be secured for the way back: not in the cache, not to be downloaded, not to be repacked\n' "$_ns_n" "$_ns_v"
      return 1
    }
    _ns_records "${_ns_n%%:*}" >>"$_ns_t/records"
  done <"$_ns_t/replaced"
  tar -C / -cf "$_ns_t/records.tar" -T "$_ns_t/records"
}

# dpkg's own files about a package, of all its architectures. Fork: none.
_ns_records() {
  for _ns_x in /var/lib/dpkg/info/"$1".* /var/lib/dpkg/info/"$1":*.*; do
    # Another package's name may go on after a point.
    case ${_ns_x#"/var/lib/dpkg/info/$1"} in
      .*.* | '.*' | ':*.*') ;;
      *) printf '%s\n' "${_ns_x#/}" ;;
    esac
  done
}

# dpkg's files about packages that are in their old version again: the same version keeps no memory of having been another.
_ns_back_records() {
  [ -s "$_ns_t/records" ] || return 0
  _ns_packages >"$_ns_t/packages.back"
  comm -12 "$_ns_t/packages" "$_ns_t/packages.back" | sed 's/[: ].*//' | sort -u >"$_ns_t/same"
  awk '{ print $1 }' "$_ns_t/replaced" | sed 's/:.*//' | sort -u | comm -12 - "$_ns_t/same" >"$_ns_t/again"
  while read -r _ns_n; do _ns_records "$_ns_n"; done <"$_ns_t/again" >"$_ns_t/records.now"
  sort "$_ns_t/records" >"$_ns_t/records.sorted"
  sort "$_ns_t/records.now" | comm -13 "$_ns_t/records.sorted" - | while read -r _ns_x; do rm -f -- "/$_ns_x"; done
  while read -r _ns_n; do
    sed -n "s,^var/lib/dpkg/info/$_ns_n[.:],&,p" "$_ns_t/records"
  done <"$_ns_t/again" | sort -u >"$_ns_t/records.back"
  [ ! -s "$_ns_t/records.back" ] || tar -C / -xpf "$_ns_t/records.tar" -T "$_ns_t/records.back"
}

_ns_fetch_old() {
  _ns_w=$(printf '%s' "$2" | sed 's/:/%3a/g')
  for _ns_x in /var/cache/apt/archives/"${1%%:*}_$_ns_w"_*.deb; do
    if [ -f "$_ns_x" ] && dpkg-deb -I "$_ns_x" >/dev/null 2>&1; then
      cp -- "$_ns_x" "$_ns_t/debs/" && return 0
    fi
  done
  (umask 022; cd "$_ns_t/debs" && apt-get -q -q -o APT::Sandbox::User=root download "$1=$2" >/dev/null 2>&1) && return 0
  _ns_repack "$1" "$2"
}

# Builds the package file again from what is installed. Changed configuration files go in as they are; _ns_back_system restores them anyway.
_ns_repack() {
  _ns_r=$_ns_t/repack
  rm -rf -- "$_ns_r"
  mkdir -m 755 "$_ns_r" "$_ns_r/DEBIAN" || return 1
  dpkg-query -s "$1" 2>/dev/null | awk '
    /^[^ ]/ { skip = ($1 == "Status:" || $1 == "Conffiles:" || $1 == "Config-Version:") }
    !skip' >"$_ns_r/DEBIAN/control"
  [ -s "$_ns_r/DEBIAN/control" ] || return 1
  dpkg-query --control-list "$1" | while read -r _ns_x; do
    case $_ns_x in
      md5sums | list) ;;
      *) _ns_y=$(dpkg-query --control-path "$1" "$_ns_x") && cp -p -- "$_ns_y" "$_ns_r/DEBIAN/$_ns_x" ;;
    esac
  done
  # The list of configuration files is not among those; what went with an earlier version stands in it as obsolete.
  dpkg-query -W -f '${Conffiles}\n' "$1" | sed -n 's/^ \(\/.*\) [0-9a-f]\{32\}$/\1/p' | while read -r _ns_x; do
    if [ -e "$_ns_x" ]; then printf '%s\n' "$_ns_x"; fi
  done >"$_ns_r/DEBIAN/conffiles"
  [ -s "$_ns_r/DEBIAN/conffiles" ] || rm -f "$_ns_r/DEBIAN/conffiles"
  dpkg-query -L "$1" | grep '^/[^.]' | sed 's,^/,,' | while read -r _ns_x; do
    if [ -e "/$_ns_x" ] || [ -h "/$_ns_x" ]; then printf '%s\n' "$_ns_x"; fi
  done >"$_ns_t/repack.files"
  tar -C / --no-recursion -cf - -T "$_ns_t/repack.files" | tar -C "$_ns_r" -xpf - &&
    dpkg-deb -Znone -b "$_ns_r" "$_ns_t/debs" >/dev/null
  _ns_x=$?
  rm -rf -- "$_ns_r"
  return $_ns_x
}

# Before any change of packages: simulate, secure, note. The arguments are those of the real call.
_ns_keep_packages() {
  _ns_keep_system || return 1
  if ! apt-get -s -q "$@" >"$_ns_t/simulated" 2>"$_ns_t/simulated.err"; then
    # The real call will say the same, in its own words: that is a failure of the task, not a refusal.
    : >"$_ns_t/replaced"
    return 0
  fi
  _ns_secure
}

# Packages back to the state before.
_ns_back_packages() {
  [ -e "$_ns_t/packages" ] || return 0
  _ns_dpkg --configure -a || :
  _ns_packages >"$_ns_t/packages.now"
  [ -e "$_ns_t/packages.after" ] || cp "$_ns_t/packages.now" "$_ns_t/packages.after"
  _ns_manifest >"$_ns_t/manifest.undo"
  [ -e "$_ns_t/manifest.after" ] || cp "$_ns_t/manifest.undo" "$_ns_t/manifest.after"
  # Brought: known after, unknown before, and still there.
  awk 'NR == FNR { was[$1] = 1; next } !($1 in was) { print $1 }' "$_ns_t/packages" "$_ns_t/packages.after" |
    sort >"$_ns_t/brought"
  awk '{ print $1 }' "$_ns_t/packages.now" | sort | comm -12 "$_ns_t/brought" - >"$_ns_t/takes"
  # Gone or in another version or state than before, and by this step.
  awk 'NR == FNR { after[$1] = $2 " " $3; next } after[$1] != $2 " " $3 { print $1, $2, $3 }' \
    "$_ns_t/packages.after" "$_ns_t/packages" >"$_ns_t/differs"
  if [ -s "$_ns_t/takes" ]; then
    sed 's/:.*//' "$_ns_t/takes" "$_ns_t/differs" | sort -u >"$_ns_t/allowed"
    if [ ! -s "$_ns_t/differs" ]; then
      apt-get -s -q remove $(sed 's/:all$//' "$_ns_t/takes") 2>/dev/null | sed -n 's/^Remv \([^ :]*\).*/\1/p' | sort -u |
        comm -13 "$_ns_t/allowed" - >"$_ns_t/too-much"
      if [ -s "$_ns_t/too-much" ]; then
        printf 'taking back what was installed would also remove: %s\n' "$(tr '\n' ' ' <"$_ns_t/too-much")" >&2
        return 1
      fi
    fi
  fi
  if [ -d "$_ns_t/debs" ] && [ -s "$_ns_t/differs" ]; then
    set --
    while read -r _ns_n _ns_v _ns_y; do
      case $_ns_y in
        i*)
          _ns_w=$(printf '%s' "$_ns_v" | sed 's/:/%3a/g')
          for _ns_x in "$_ns_t"/debs/"${_ns_n%%:*}_$_ns_w"_*.deb "$_ns_t"/debs/"${_ns_n%%:*}_${_ns_v#*:}"_*.deb; do
            if [ -f "$_ns_x" ]; then set -- "$@" "$_ns_x"; break; fi
          done ;;
      esac
    done <"$_ns_t/differs"
    if [ $# -gt 0 ]; then
      # What came instead of them may be in their way until it is purged.
      _ns_dpkg --force-confold --force-confdef --force-downgrade --force-depends --force-conflicts --auto-deconfigure -i "$@" || return 1
    fi
  fi
  if [ -s "$_ns_t/takes" ]; then
    _ns_shelter
    _ns_dpkg --force-depends --purge $(sed 's/:all$//' "$_ns_t/takes")
    _ns_rc=$?
    _ns_unshelter
    [ $_ns_rc = 0 ] || return 1
  fi
  # Holds, and packages that were only configuration files before.
  while read -r _ns_n _ns_v _ns_y; do
    case $_ns_y in
      hi*) echo "${_ns_n%:all} hold" ;;
      ii*) echo "${_ns_n%:all} install" ;;
      ri*) echo "${_ns_n%:all} deinstall" ;;
    esac
  done <"$_ns_t/differs" | dpkg --set-selections
  while read -r _ns_n _ns_v _ns_y; do
    case $_ns_y in
      rc*) _ns_dpkg --force-depends --remove "${_ns_n%:all}" ;;
    esac
  done <"$_ns_t/differs"
  # Data that a purge was kept from.
  if [ -s "$_ns_t/purged.data" ]; then
    cp "$_ns_t/purged.data" "$_ns_t/sheltered"
    _ns_unshelter
  fi
  _ns_back_records && _ns_back_system && _ns_left_over
}

# Data that was there before must outlive a purge: directories a package's scripts name are out of reach meanwhile.
_ns_shelter() {
  : >"$_ns_t/sheltered"
  while read -r _ns_n; do
    for _ns_x in "/var/lib/dpkg/info/${_ns_n%:all}.postrm" "/var/lib/dpkg/info/${_ns_n%%:*}.postrm"; do
      [ ! -f "$_ns_x" ] || grep -o '/\(var/lib\|srv\|opt\|var/www\|var/spool\|home\)/[A-Za-z0-9._+-]*' "$_ns_x"
    done
  done <"$_ns_t/takes" | sort -u | comm -12 "$_ns_t/places" - | while read -r _ns_x; do
    case $_ns_x in
      /var/lib/dpkg | /var/lib/apt | /var/lib/systemd | /var/lib/ucf | /var/lib/pam | /var/lib/dbus | /var/lib/misc | /var/lib/python) continue ;;
      /var/spool/cron | /var/lib/alternatives | /var/lib/nightshift | */.* ) continue ;;
    esac
    if [ -d "$_ns_x" ] && [ ! -h "$_ns_x" ]; then
      mv -- "$_ns_x" "${_ns_x%/*}/.nightshift-$_ns_id-${_ns_x##*/}" && printf '%s\n' "$_ns_x" >>"$_ns_t/sheltered"
    fi
  done
}

_ns_unshelter() {
  while read -r _ns_x; do
    _ns_y=${_ns_x%/*}/.nightshift-$_ns_id-${_ns_x##*/}
    [ -d "$_ns_y" ] || continue
    rmdir -- "$_ns_x" 2>/dev/null
    if [ -e "$_ns_x" ]; then rm -rf -- "$_ns_x"; fi
    mv -- "$_ns_y" "$_ns_x"
  done <"$_ns_t/sheltered"
}

# Files of state that this step or its undo changed, back as they were. What somebody else changed since stays as it is.
_ns_back_system() {
  cd / || return 1
  _ns_manifest >"$_ns_t/manifest.now"
  # Changed by the step (a), by the undo so far (b), since the step by others (c); lines differ either way.
  { comm -3 "$_ns_t/manifest" "$_ns_t/manifest.after" | tr -d '\t'; } | _ns_names >"$_ns_t/a"
  { comm -3 "$_ns_t/manifest.undo" "$_ns_t/manifest.now" | tr -d '\t'; } | _ns_names >"$_ns_t/b"
  { comm -3 "$_ns_t/manifest.after" "$_ns_t/manifest.undo" | tr -d '\t'; } | _ns_names >"$_ns_t/c"
  cat "$_ns_t/a" "$_ns_t/b" | sort -u | comm -23 - "$_ns_t/c" | grep -v '^etc/ld\.so\.cache$' >"$_ns_t/ours"
  comm -12 "$_ns_t/a" "$_ns_t/c" >"$_ns_t/theirs"
  { comm -3 "$_ns_t/manifest" "$_ns_t/manifest.now" | tr -d '\t'; } | _ns_names | comm -12 - "$_ns_t/ours" >"$_ns_t/differ"
  _ns_names <"$_ns_t/manifest" | comm -12 - "$_ns_t/differ" >"$_ns_t/restore"
  _ns_names <"$_ns_t/manifest" | comm -13 - "$_ns_t/differ" >"$_ns_t/remove"
  sort -r "$_ns_t/remove" | while read -r _ns_x; do
    if [ -d "$_ns_x" ] && [ ! -h "$_ns_x" ]; then rmdir -- "$_ns_x" 2>/dev/null || :; else rm -f -- "$_ns_x"; fi
  done
  if [ -s "$_ns_t/restore" ]; then
    tar -C / --numeric-owner --xattrs --acls --no-recursion --overwrite -xpf "$_ns_t/state.tar" --verbatim-files-from -T "$_ns_t/restore" 2>/dev/null ||
      tar -C / --numeric-owner --no-recursion --overwrite -xpf "$_ns_t/state.tar" --verbatim-files-from -T "$_ns_t/restore" || return 1
  fi
  while read -r _ns_x; do
    [ ! -e "/$_ns_x" ] || printf '/%s was changed by somebody else after this step; it stays as it is\n' "$_ns_x" >&2
  done <"$_ns_t/theirs"
  [ ! -d /run/systemd/system ] || systemctl daemon-reload || :
}

# What the packages' scripts made outside of dpkg's knowledge and purge left behind goes into the ticket.
_ns_left_over() {
  _ns_places | comm -13 "$_ns_t/places" - >"$_ns_t/new-places"
  [ -s "$_ns_t/new-places" ] || return 0
  # Python's caches come back by themselves, and belong to whom they lie beside.
  grep -v -e '/__pycache__' -e '/\.nightshift-' "$_ns_t/new-places" >"$_ns_t/new-own"
  [ -s "$_ns_t/new-own" ] || return 0
  # Known to dpkg: belongs to a package somebody else installed meanwhile.
  tr '\n' '\0' <"$_ns_t/new-own" | xargs -0 -r dpkg-query -S 2>/dev/null | sed 's/^[^/]*: //' | sort -u |
    comm -13 - "$_ns_t/new-own" >"$_ns_t/to-move"
  mkdir -p "$_ns_t/left-over"
  _ns_y=
  while read -r _ns_x; do
    case $_ns_x in "$_ns_y"/*) [ -z "$_ns_y" ] || continue ;; esac
    _ns_y=$_ns_x
    mkdir -p "$_ns_t/left-over${_ns_x%/*}" && mv -- "$_ns_x" "$_ns_t/left-over$_ns_x" || :
  done <"$_ns_t/to-move"
}

# Purges what is only configuration files by now. Data its scripts name is moved aside first, and stays there until prune.
_ns_purge_removed() {
  for _ns_x do printf '%s\n' "${_ns_x%%:*}"; done >"$_ns_t/takes"
  dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' -- "$@" 2>/dev/null | sed -n 's/ r[^i].*//p' >"$_ns_t/purge"
  [ -s "$_ns_t/purge" ] || return 0
  _ns_shelter
  cp "$_ns_t/sheltered" "$_ns_t/purged.data"
  echo "$_ns_id" >"$_ns_t/id"
  _ns_dpkg --force-depends --purge $(cat "$_ns_t/purge")
}
