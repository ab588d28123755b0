package io.nightshift.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

@NeedsTargets
class TargetFleetContainerTest {
    private static TargetFleet fleet;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(2);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void everyHostRunsSystemdAsItsFirstProcess() {
        assertThat(fleet.hosts()).hasSize(2).allSatisfy(host -> {
            assertThat(host.read("/proc/1/comm").strip()).isEqualTo("systemd");
            assertThat(host.sh("systemctl is-system-running || :").text()).isIn("running", "degraded");
            assertThat(host.exec("hostname").text()).isEqualTo(host.name());
        });
    }

    @Test
    void sshdAnswersAtTheHostsOwnAddressWithItsOwnKey() throws IOException {
        assertThat(fleet.host("target1").knownHosts())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(fleet.host("target2").knownHosts());
        for (TargetHost host : fleet.hosts()) {
            try (Socket socket = new Socket(host.address(), host.port());
                    InputStream in = socket.getInputStream()) {
                assertThat(new String(in.readNBytes(8), StandardCharsets.US_ASCII))
                        .isEqualTo("SSH-2.0-");
            }
        }
        assertThat(Files.readString(fleet.knownHosts()).lines()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void thePrivateKeyIsForUsAloneAndOpensTheAccounts() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fleet.privateKey())))
                .isEqualTo("rw-------");
        TargetHost host = fleet.host();
        host.write("/root/key", Files.readString(fleet.privateKey()), 0600);
        for (String user : new String[] {"root", "tech", "deploy", "plain"}) {
            assertThat(host.sh("ssh -i /root/key -o BatchMode=yes -o StrictHostKeyChecking=no " + user
                                    + "@localhost id -un")
                            .text())
                    .isEqualTo(user);
        }
    }

    @Test
    void sudoAsksSomeForAPasswordAndOthersForNone() {
        TargetHost host = fleet.host();
        assertThat(host.sh("su deploy -c 'sudo -n id -un'").text()).isEqualTo("root");
        assertThat(host.sh("su tech -c 'sudo -n id -un'").succeeded()).isFalse();
        assertThat(host.sh("echo " + fleet.password() + " | su tech -c 'sudo -S -p \"\" id -un'")
                        .text())
                .isEqualTo("root");
        assertThat(host.sh("echo " + fleet.password() + " | su plain -c 'sudo -S -p \"\" id -un'")
                        .succeeded())
                .isFalse();
    }

    @Test
    void thereIsNoPythonAndNoDownloader() {
        for (String tool : new String[] {"python3", "python", "curl", "wget"}) {
            assertThat(fleet.host().sh("command -v " + tool).status()).as(tool).isEqualTo(127);
        }
    }

    @Test
    void aPackageInstallsAndItsPurgeIsSeenAsNoDifference() {
        TargetHost host = fleet.host("target2");
        TargetSnapshot before = host.snapshot();
        host.sh("DEBIAN_FRONTEND=noninteractive apt-get -q install -y hello").text();
        assertThat(host.exec("hello").text()).isEqualTo("Hello, world!");
        assertThat(before.differencesTo(host.snapshot())).anyMatch(line -> line.startsWith("package hello:"));
        host.sh("DEBIAN_FRONTEND=noninteractive apt-get -q purge -y hello").text();
        assertThat(before.differencesTo(host.snapshot())).isEmpty();
    }

    @Test
    void aHostKeepsItsAddressAndDiskWhenItsPowerFails() {
        TargetHost host = fleet.host("target2");
        host.write("/srv/kept", "still here\n", 0644);
        host.powerOff();
        host.powerOn();
        assertThat(host.read("/srv/kept")).isEqualTo("still here\n");
        assertThat(host.sh("ip -4 -o addr show dev eth0").text()).contains(host.address() + "/");
        host.exec("rm", "/srv/kept").text();
    }

    @Test
    void aHostComesBackAfterAReboot() {
        TargetHost host = fleet.host("target1");
        String before = host.boot();
        host.exec("systemctl", "reboot");
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> !host.boot().equals(before));
        host.awaitUp();
        assertThat(host.sh("systemctl is-active ssh").text()).isEqualTo("active");
        assertThat(host.sh("ip -4 -o addr show dev eth0").text()).contains(host.address() + "/");
    }

    @Test
    void aHostMayChangeItsOwnNetworkSettings() {
        TargetHost host = fleet.host("target1");
        host.allowSysctl();
        host.exec("sysctl", "-w", "net.ipv4.ip_forward=0").text();
        assertThat(host.read("/proc/sys/net/ipv4/ip_forward").strip()).isEqualTo("0");
    }

    @Test
    void whatAKilledRunLeftIsSweptAndWhatOthersUseIsNot() {
        DockerClient docker = DockerClientFactory.instance().client();
        TargetOwner gone = new TargetOwner(TargetOwner.self().place(), 4_194_305, "long-ago");
        TargetOwner elsewhere = new TargetOwner("another-machine", 1, "some-time");
        String left = container(docker, gone);
        String theirs = container(docker, elsewhere);
        try {
            TargetSweep.run(docker);
            List<String> containers = docker.listContainersCmd().withShowAll(true).exec().stream()
                    .map(Container::getId)
                    .toList();
            assertThat(containers).contains(theirs).doesNotContain(left);
            assertThat(fleet.host().exec("true").succeeded()).isTrue();
        } finally {
            docker.removeContainerCmd(theirs).withForce(true).exec();
        }
    }

    private static String container(DockerClient docker, TargetOwner owner) {
        return docker.createContainerCmd(TargetImage.ready())
                .withLabels(owner.labels())
                .exec()
                .getId();
    }
}
