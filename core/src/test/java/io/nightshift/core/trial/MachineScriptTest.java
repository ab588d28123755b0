package io.nightshift.core.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.Output;
import io.nightshift.core.trial.MachineState.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Answers of machines as they come: with GNU's tools and without, packed and plain, whole and cut short. */
class MachineScriptTest {
    private static final String SUM = "0123456789abcdef".repeat(4);
    private final MachineScript script = new MachineScript(new Random(3));

    @Test
    void a_debian_is_read_with_all_it_has() throws Exception {
        MachineState state = script.read(packed(section("files")
                + "f 644 root root 12 1700000000.123 /etc/at.allow\0\0f 4755 root root 9 1700000000.1 /usr/bin/two\nlines\0\0"
                + "l 777 root root 7 1700000000.1 /bin\0usr/bin\0d 1777 root root 4096 1.0 /srv\0\0p 622 root root 0 1.0 /srv/jobs\0\0"
                + section("sums") + SUM + "  /etc/at.allow\n"
                + section("packages") + "at:amd64\t3.2.5-2 ii \t172\nold:amd64\t1 rc \t5\n"
                + section("unit-files") + "atd.service enabled enabled\nuser@.service static -\n"
                + section("units") + "atd.service loaded active running Jobs\nrun-u1.service loaded active running x\n"
                + section("users") + "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"
                + section("groups") + "staff:x:50:tech\n"
                + section("ports")
                + "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:((\"sshd\",pid=1,fd=3))\nudp UNCONN 0 0 *:41000 *:*\n"
                + section("mounts") + "/dev/sda1 / ext4 rw 0 0\nproc /proc proc rw 0 0\n"
                + section("modules") + "ext4\n"
                + section("end")));

        assertThat(state.things().get(Kind.FILE))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "/etc/at.allow", "file 0644 root:root 12 bytes sha256 " + SUM,
                        "/usr/bin/two\nlines", "file 4755 root:root 9 bytes of 1700000000",
                        "/bin", "link to usr/bin",
                        "/srv", "directory 1777 root:root",
                        "/srv/jobs", "pipe 0622 root:root"));
        assertThat(state.things().get(Kind.PACKAGE))
                .isEqualTo(Map.of("at:amd64", "3.2.5-2, 172 KiB", "old:amd64", "1 rc, 5 KiB"));
        assertThat(state.things().get(Kind.UNIT)).isEqualTo(Map.of("atd.service", "enabled, active"));
        assertThat(state.things().get(Kind.USER)).isEqualTo(Map.of("daemon", "1:1:daemon:/usr/sbin:/usr/sbin/nologin"));
        assertThat(state.things().get(Kind.GROUP)).isEqualTo(Map.of("staff", "50:tech"));
        assertThat(state.things().get(Kind.PORT)).isEqualTo(Map.of("tcp 0.0.0.0:22", "sshd"));
        assertThat(state.things().get(Kind.MOUNT)).isEqualTo(Map.of("/", "/dev/sda1 ext4"));
        assertThat(state.things().get(Kind.MODULE)).isEqualTo(Map.of("ext4", "loaded"));
    }

    @Test
    void a_machine_with_busybox_alone_is_read() throws Exception {
        MachineState state = script.read(plain(section("files")
                + section("files.stat")
                + "81a4 644 root root 12 1700000000 /etc/motd\n41ed 755 root root 0 1 /etc\na1ff 777 root root 3 1 /bin/sh\n"
                + section("packages") + "busybox\t1.36.1-r5\t\n"
                + section("ports.proc")
                + "  0: 00000000:0016 00000000:0000 0A 0\n  1: 0100007F:0035 00000000:0000 01 0\n"
                + section("end")));

        assertThat(state.things().get(Kind.FILE))
                .isEqualTo(Map.of(
                        "/etc/motd", "file 0644 root:root 12 bytes of 1700000000",
                        "/etc", "directory 0755 root:root",
                        "/bin/sh", "link"));
        assertThat(state.things().get(Kind.PACKAGE)).isEqualTo(Map.of("busybox", "1.36.1-r5"));
        assertThat(state.things().get(Kind.PORT)).isEqualTo(Map.of("tcp *:22", "open"));
    }

    @Test
    void an_answer_that_was_cut_short_is_refused() {
        assertThatThrownBy(() -> script.read(plain(section("files") + "f 644")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not whole");
    }

    @Test
    void what_came_went_and_changed_is_told_apart() {
        MachineState before = new MachineState(Map.of(Kind.USER, Map.of("a", "1", "b", "2")));
        MachineState after =
                new MachineState(Map.of(Kind.USER, Map.of("b", "3"), Kind.PORT, Map.of("tcp *:80", "nginx")));
        List<MachineState.Change> changes = before.changesTo(after);
        assertThat(changes)
                .extracting(MachineState.Change::text)
                .containsExactly("a: 1  ->  not there", "b: 2  ->  3", "tcp *:80: not there  ->  nginx");
        assertThat(changes.get(0).went()).isTrue();
        assertThat(changes.get(2).came()).isTrue();
        assertThat(after.changesTo(after)).isEmpty();
    }

    private String section(String name) {
        Matcher word = Pattern.compile("printf '\\\\n(s[0-9a-f]+) ").matcher(script.text());
        assertThat(word.find()).isTrue();
        return "\n" + word.group(1) + " " + name + "\n";
    }

    private static Frame plain(String text) {
        return Frame.of(0, text, "");
    }

    private static Frame packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return new Frame(0, Output.owning(bytes.toByteArray(), 0, new byte[0]), Output.EMPTY);
    }
}
