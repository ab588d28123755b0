package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A package is upgraded from a repository of the host's own and goes back, with the settings somebody made in it. */
@NeedsTargets
class PackageUpgradeContainerTest {
    /** Builds {@code till} 1.0 and 2.0; the second has another program, another default setting and a new file. */
    private static final String PACKAGES = """
            set -e
            mkdir -p /srv/repository /srv/old
            for version in 1.0 2.0; do
                root=$(mktemp -d)
                chmod 755 $root
                mkdir -p $root/DEBIAN $root/usr/bin $root/etc/till
                printf 'Package: till\\nVersion: %s\\nArchitecture: all\\nMaintainer: Tests <t@example.org>\\nDescription: a till\\n' $version >$root/DEBIAN/control
                echo /etc/till/till.conf >$root/DEBIAN/conffiles
                printf '#!/bin/sh\\nset -e\\n[ "$1" != configure ] || echo "%s" >/var/lib/till-configured\\n' $version >$root/DEBIAN/postinst
                chmod 755 $root/DEBIAN/postinst
                printf '#!/bin/sh\\necho till %s\\n' $version >$root/usr/bin/till
                chmod 755 $root/usr/bin/till
                echo "paper=$version" >$root/etc/till/till.conf
                [ $version = 1.0 ] || echo new >$root/etc/till/news
                [ $version = 1.0 ] || echo /etc/till/news >>$root/DEBIAN/conffiles
                dpkg-deb -b $root /srv/repository/till_${version}_all.deb
                rm -rf $root
            done
            dpkg -i /srv/repository/till_1.0_all.deb
            echo paper=narrow >/etc/till/till.conf
            echo 'deb [trusted=yes] file:/srv/repository ./' >/etc/apt/sources.list.d/own.list
            """;

    static TargetFleet fleet;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
        fleet.host().sh(PACKAGES).text();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"the old version is still offered", "only the new version is offered"})
    void anUpgradedPackageGoesBackToTheVersionBefore(String offer) {
        TargetHost host = fleet.host();
        if (offer.startsWith("only")) {
            host.sh("rm /srv/repository/till_1.0_all.deb").text();
        }
        host.sh("cd /srv/repository && apt-ftparchive packages . >Packages").text();
        Nightshift nightshift = Nightshift.on(fleet, "deploy");
        TargetSnapshot before = host.snapshot();

        Ended first = nightshift.run("src/test/playbooks/upgrade.yml").mustEnd(0, "UPDATED");
        assertThat(host.exec("till").text()).isEqualTo("till 2.0");
        assertThat(host.read("/etc/till/till.conf")).isEqualTo("paper=narrow\n");

        nightshift.rollback(first.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(host.exec("till").text()).isEqualTo("till 1.0");
        assertThat(before.differencesTo(host.snapshot())).isEmpty();
    }
}
