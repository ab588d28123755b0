#!/bin/sh
# What the recorded playbooks find on their host, made before it is looked at: a small package repository and some files.
set -eu
umask 022
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
repo=/srv/repo
rm -rf /var/lib/apt/lists/*

# package NAME VERSION SUITE DEPENDS [POSTINST]
package() {
    work=$(mktemp -d)
    chmod 755 "$work"
    mkdir -p "$work/DEBIAN" "$work/usr/share/$1" "$repo/$3"
    printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: Tests <tests@example.org>\nDescription: a package for tests\n%s' \
        "$1" "$2" "${4:+Depends: $4
}" >"$work/DEBIAN/control"
    echo "$1 $2" >"$work/usr/share/$1/version"
    if [ "$1" = ns-conf ]; then
        mkdir -p "$work/etc"
        echo 'from the package' >"$work/etc/ns-conf.conf"
        echo /etc/ns-conf.conf >"$work/DEBIAN/conffiles"
    fi
    if [ "$1" = ns-daemon ]; then
        # As invoke-rc.d asks before it starts a service.
        printf '#!/bin/sh\nif [ -x /usr/sbin/policy-rc.d ] && ! /usr/sbin/policy-rc.d ns-daemon start; then echo denied; else echo started; fi >/run/ns-daemon.log\n' \
            >"$work/DEBIAN/postinst"
        chmod 755 "$work/DEBIAN/postinst"
    fi
    dpkg-deb -Znone --root-owner-group -b "$work" "$repo/$3/$1_$2_all.deb" >/dev/null
    rm -rf "$work"
}

package ns-tool 1.0 stable ''
package ns-tool 1.1 next ''
package ns-library 1.0 stable ''
package ns-app 1.0 stable 'ns-library'
package ns-conf 1.0 stable ''
package ns-daemon 1.0 stable ''
package ns-late 2.0 next ''
package ns-file 1.0 loose ''
package ns-file 1.1 loose 'ns-library'

for suite in stable next; do
    cd "$repo/$suite"
    for deb in *.deb; do
        dpkg-deb -f "$deb"
        printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$deb" "$(stat -c %s "$deb")" "$(sha256sum "$deb" | cut -d' ' -f1)"
    done >Packages
    printf 'Package: ns-source\nBinary: ns-source\nVersion: 1.0\nMaintainer: Tests <tests@example.org>\nArchitecture: all\nBuild-Depends: ns-app\nDirectory: .\nFormat: 1.0\n\n' >Sources
    printf 'Origin: Tests\nSuite: ns-%s\nCodename: ns-%s\nArchitectures: all amd64\nDate: Sun, 01 Nov 2026 00:00:00 UTC\nSHA256:\n %s %s Packages\n %s %s Sources\n' \
        $suite $suite "$(sha256sum Packages | cut -d' ' -f1)" "$(stat -c %s Packages)" \
        "$(sha256sum Sources | cut -d' ' -f1)" "$(stat -c %s Sources)" >Release
done
printf 'deb [trusted=yes] file:%s/stable ./\ndeb-src [trusted=yes] file:%s/stable ./\ndeb [trusted=yes] file:%s/next ./\n' \
    $repo $repo $repo >/etc/apt/sources.list
printf '#clear APT::Build-Essential;\nAPT::Default-Release "ns-stable";\n' >/etc/apt/apt.conf.d/95tests
apt-get -qq update

mkdir -p /srv/there/sub /srv/mounts /mnt/disk
echo 'one' >/srv/there/one.txt
echo 'two' >/srv/there/sub/two.log
printf 'alpha=1\n# beta=2\ngamma = 3\ngamma = 4\n' >/srv/there/settings.conf
ln -s one.txt /srv/there/link
dd if=/dev/zero of=/srv/there/big bs=1024 count=64 2>/dev/null
touch -d '2020-01-02 03:04:05 UTC' /srv/there/one.txt
touch -d '2021-01-01 00:00:00 UTC' /srv/there/big
chmod 640 /srv/there/sub/two.log
mkdir /srv/parts
echo 'first' >/srv/parts/10-first
echo 'second' >/srv/parts/20-second
useradd -m -u 1500 -s /bin/sh veteran
groupadd -g 1600 oldgroup
usermod -aG oldgroup veteran
(cd /srv/there && tar czf /srv/there.tar.gz one.txt sub && tar cf /srv/there.tar one.txt)
printf '[Unit]\nDescription=For tests\n[Service]\nExecStart=/bin/sleep infinity\nExecReload=/bin/true\n[Install]\nWantedBy=multi-user.target\n' \
    >/lib/systemd/system/ns-sleeper.service
systemctl daemon-reload
