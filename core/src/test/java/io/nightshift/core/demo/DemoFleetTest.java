package io.nightshift.core.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFleetTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void eight_hosts_stand_ready_and_leave_nothing_behind() throws Exception {
        long start = System.nanoTime();
        Path folder;
        try (DemoFleet fleet = DemoFleet.start()) {
            System.out.printf("eight demo hosts in %d ms%n", (System.nanoTime() - start) / 1_000_000);
            folder = fleet.inventory().getParent();
            assertThat(fleet.hosts()).extracting(DemoHost::name).first().isEqualTo("pc01");
            assertThat(fleet.hosts()).hasSize(8).extracting(DemoHost::port).doesNotHaveDuplicates();
            assertThat(Files.readString(fleet.inventory()))
                    .contains("[pcs]\npc01 ansible_port=" + fleet.host("pc01").port() + "\n")
                    .contains("[canary]\npc01\n")
                    .contains("ansible_ssh_private_key_file=" + fleet.privateKey() + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fleet.privateKey())))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(fleet.host("pc03").root())))
                    .isEqualTo("rwx------");
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void a_folder_of_the_callers_is_kept(@TempDir Path folder) throws Exception {
        try (DemoFleet fleet = DemoFleet.start(folder.resolve("demo"), 1);
                SshTransport ssh = new SshTransport(SshSettings.only(fleet.knownHosts()));
                Connection pc01 = ssh.connect(fleet.target("pc01"), LIMIT)) {
            pc01.shell(Become.NONE).run("echo kept > file", LIMIT);
        }
        assertThat(folder.resolve("demo/pc01/file")).hasContent("kept");
    }

    @Test
    void tunnels_lead_to_this_machine_only() throws Exception {
        try (DemoFleet fleet = DemoFleet.start(null, 1);
                SshTransport ssh = new SshTransport(SshSettings.only(fleet.knownHosts()));
                Connection pc01 = ssh.connect(fleet.target("pc01"), LIMIT)) {
            assertThatThrownBy(() -> pc01.tunnel("192.0.2.1", 80, LIMIT))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("pc01 does not get through to 192.0.2.1:80");
        }
    }
}
