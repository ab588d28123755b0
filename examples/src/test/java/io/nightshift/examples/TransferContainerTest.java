package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A tree comes from one Debian host to another, changes, and goes back. */
@NeedsTargets
class TransferContainerTest {
    private static final String PLAYBOOK = "src/test/playbooks/transfer.yml";
    /** Everything that is kept of a file, its bytes included. */
    private static final String PICTURE = """
            cd /srv/shares && find . ! -name '*.lock' ! -name bobs -printf '%P|%y|%m|%u:%g|%T@|%s|%l\\n' | grep -v '^|' | LC_ALL=C sort
            find . -type f ! -name '*.lock' ! -name bobs -exec sha256sum {} + | LC_ALL=C sort -k 2
            getfattr -d -R . | grep -v '^$'; getfacl -R -p a/deep | grep user:anna; stat -c 'holes %b' holes
            """;

    static TargetFleet fleet;
    static TargetHost copy;
    static TargetHost source;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(2);
        copy = fleet.hosts().get(0);
        source = fleet.hosts().get(1);
        for (TargetHost host : fleet.hosts()) {
            host.sh("DEBIAN_FRONTEND=noninteractive apt-get update -q && apt-get install -y -q attr acl")
                    .text();
        }
        source.sh("""
                useradd -m anna; useradd -u 1777 bob; mkdir -p /srv/shares/a/deep /srv/shares/empty '/srv/shares/odd names'
                cd /srv/shares
                for i in $(seq 500); do echo "file $i" >a/deep/$i; done
                head -c 70000000 /dev/urandom >large; truncate -s 200M holes; echo end >>holes
                echo x >'odd names/with "quotes" and '"$(printf 'a\\nline')"; echo y >./-dash; printf z >"$(printf 'latin\\351')"
                ln a/deep/1 a/same; ln -s deep/1 a/link; ln -s /nowhere dangling; mkfifo pipe
                chown -R anna: a/deep; chmod 4750 a/deep/2; chmod 0550 empty; touch -d 2001-02-03 a/deep/3 a
                echo busy >run.lock; echo b >bobs
                setfattr -n user.origin -v 'the old server' a/deep/4; setfacl -m u:anna:r a/deep/5
                """).text();
        copy.sh("useradd -u 1500 -m anna").text();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    /** Lines of the one host that the other does not have, both ways. */
    private static List<String> differences() {
        List<String> all = new ArrayList<>(source.sh(PICTURE).stdout().lines().toList());
        List<String> other = new ArrayList<>(copy.sh(PICTURE).stdout().lines().toList());
        assertThat(all).hasSizeGreaterThan(1000).anyMatch(line -> line.startsWith("large|"));
        List<String> both = new ArrayList<>(all);
        both.retainAll(other);
        all.removeAll(both);
        other.removeAll(both);
        all.replaceAll(line -> "source " + line);
        other.forEach(line -> all.add("copy " + line));
        return all;
    }

    @Test
    void aTreeArrivesWholeFollowsItsSourceAndGoesBack() {
        TargetSnapshot before = copy.snapshot();
        Nightshift nightshift = Nightshift.on(fleet, "deploy");

        Ended first = nightshift.run(PLAYBOOK);
        first.mustEnd(0, "UPDATED");
        assertThat(differences()).isEmpty();
        assertThat(source.sh(PICTURE).stdout()).contains("user.origin=", "user:anna:r--", "holes 8\n");
        assertThat(copy.sh("test /srv/shares/a/same -ef /srv/shares/a/deep/1").succeeded())
                .isTrue();
        assertThat(copy.sh("test -e /srv/shares/run.lock").succeeded()).isFalse();
        assertThat(copy.sh("find /srv -name '.nightshift-transfer-*'").text()).isEmpty();
        nightshift.run(PLAYBOOK).mustEnd(0, "UNCHANGED");

        source.sh("""
                cd /srv/shares
                echo changed >a/deep/7; rm a/deep/8; touch a/deep/9; chmod 600 a/deep/10; chown root a/deep/11
                rm a/link; mkdir a/link; echo new >a/link/in; rm -r 'odd names'; echo file >'odd names'; rm a/same
                chown bob: bobs; ln -sf elsewhere dangling; mkdir -p fresh/er; echo 1 >fresh/er/1
                """).text();
        copy.sh("mkdir /srv/shares/extra; echo e >/srv/shares/extra/e; echo mine >/srv/shares/own.lock")
                .text();
        TargetSnapshot second = copy.snapshot();
        Ended follows = nightshift.run(PLAYBOOK, "-e", "clean=yes");
        follows.mustEnd(0, "UPDATED");
        assertThat(differences()).isEmpty();
        assertThat(copy.sh("stat -c %u:%g /srv/shares/bobs").text())
                .as("a name that the host does not know")
                .isEqualTo("1777:1777");
        assertThat(copy.read("/srv/shares/own.lock")).isEqualTo("mine\n");
        assertThat(follows.output()).contains("\"sent_bytes\" : ");

        nightshift.rollback(follows.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(second.differencesTo(copy.snapshot())).isEmpty();

        nightshift.run(PLAYBOOK, "-e", "broken=yes", "-e", "clean=yes").mustEnd(1, "ROLLED_BACK");
        assertThat(second.differencesTo(copy.snapshot())).isEmpty();

        nightshift.rollback(first.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(before.differencesTo(copy.snapshot())).isEmpty();
    }
}
