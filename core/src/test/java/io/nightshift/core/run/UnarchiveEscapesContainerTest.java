package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that try to write, link or change modes outside of the directory they are unpacked in, as root on a real host. */
@NeedsTargets
class UnarchiveEscapesContainerTest {
    @TempDir
    private static Path folder;

    private static TargetFleet fleet;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    /** One archive after another into the same directory, then what lies outside of it. */
    private static Map<String, List<byte[]>> attacks() throws IOException {
        Map<String, List<byte[]>> all = new LinkedHashMap<>();
        all.put("parent", List.of(new Tar().file("../outside/new", "evil").end()));
        all.put(
                "parent within",
                List.of(new Tar().file("a/../../outside/new", "evil").end()));
        all.put("absolute", List.of(new Tar().file("/srv/outside/new", "evil").end()));
        all.put(
                "absolute with dots",
                List.of(new Tar().file("/srv/target/../outside/new", "evil").end()));
        all.put(
                "absolute link",
                List.of(new Tar()
                        .link("l", "/srv/outside")
                        .file("l/new", "evil")
                        .end()));
        all.put(
                "relative link",
                List.of(new Tar().link("l", "../outside").file("l/new", "evil").end()));
        all.put(
                "link to a link",
                List.of(new Tar()
                        .link("b", "a")
                        .link("a", "../outside")
                        .file("b/new", "evil")
                        .end()));
        all.put(
                "link, then archive",
                List.of(
                        new Tar().link("l", "/srv/outside").end(),
                        new Tar().file("l/new", "evil").end()));
        all.put(
                "link, then directory",
                List.of(
                        new Tar().link("l", "/srv/outside").end(),
                        new Tar().directory("l").file("l/new", "evil").end()));
        all.put(
                "link to a file",
                List.of(new Tar()
                        .link("l", "/srv/outside/kept")
                        .file("l", "evil")
                        .end()));
        all.put(
                "link to a file, then archive",
                List.of(
                        new Tar().link("l", "/srv/outside/kept").end(),
                        new Tar().file("l", "evil").end()));
        all.put(
                "link and mode",
                List.of(new Tar().link("l", "/srv/outside/kept").end()));
        all.put(
                "link to the directory and mode",
                List.of(new Tar().link("l", "/srv/outside").end()));
        all.put(
                "hard link",
                List.of(new Tar()
                        .hardLink("h", "/srv/outside/kept")
                        .file("h", "evil")
                        .end()));
        all.put(
                "relative hard link",
                List.of(new Tar()
                        .hardLink("h", "../outside/kept")
                        .file("h", "evil")
                        .end()));
        all.put(
                "hard link through a link",
                List.of(new Tar()
                        .link("l", "/srv/outside")
                        .hardLink("h", "l/kept")
                        .file("h", "evil")
                        .end()));
        all.put("device", List.of(new Tar().device("dev", 1, 3).end()));
        all.put(
                "line break",
                List.of(new Tar().file("x\n../outside/new", "evil").end()));
        all.put(
                "option",
                List.of(new Tar()
                        .file("--to-command=touch /srv/outside/new", "evil")
                        .end()));
        all.put("zip parent", List.of(zip("../outside/new", "evil")));
        all.put("zip absolute", List.of(zip("/srv/outside/new", "evil")));
        all.put("zip backslash", List.of(zip("..\\outside\\new", "evil")));
        return all;
    }

    @Test
    void nothingIsWrittenOutside() throws Exception {
        List<String> escaped = new ArrayList<>();
        Map<String, List<byte[]>> attacks = attacks();
        try (SshTransport ssh = new SshTransport(SshSettings.only(fleet.knownHosts()))) {
            for (Map.Entry<String, List<byte[]>> attack : attacks.entrySet()) {
                fleet.host()
                        .sh(
                                "rm -rf /srv/target /srv/outside; mkdir /srv/target /srv/outside; echo kept >/srv/outside/kept;"
                                        + " chmod 0640 /srv/outside/kept; chmod 0750 /srv/outside")
                        .text();
                String before = outside();
                for (byte[] archive : attack.getValue()) {
                    unpack(ssh, attack.getKey(), archive);
                    String after = outside();
                    if (!after.equals(before)) {
                        escaped.add(attack.getKey() + ": " + after);
                    }
                }
            }
        }
        Scoreboard.line(
                "S-02",
                "archive-escapes",
                attacks.size(),
                attacks.size() - escaped.size(),
                escaped.size() + " writes outside");
        assertThat(escaped).isEmpty();
    }

    private static String outside() {
        return fleet.host()
                .sh(
                        "cd /srv; find . -path ./target -prune -o -printf '%p %m %u %n %s %T@ ' -type f -exec cat {} ';' -o -print;"
                                + " find / -xdev -name '*new*' -newer /srv/outside -path '*outside*' -not -path '/proc/*'")
                .text();
    }

    private static void unpack(SshTransport ssh, String name, byte[] archive) throws IOException {
        boolean zip = name.startsWith("zip");
        Path file = Files.write(Files.createTempFile(folder, "evil", zip ? ".zip" : ".tar"), archive);
        aRun().of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - unarchive: {src: "%s", dest: /srv/target, mode: "0777", owner: plain}
                              ignore_errors: yes
                        """.formatted(file))
                .inventory("pc ansible_host=" + fleet.host().address()
                        + " ansible_user=root ansible_ssh_private_key_file=" + fleet.privateKey() + "\n")
                .overSsh(ssh)
                .go();
    }

    private static byte[] zip(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    /** Writes ustar headers itself (POSIX.1-2017, pax, "ustar Interchange Format"): libraries refuse such names. */
    private static final class Tar {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Tar file(String name, String content) {
            return member(name, '0', "", content, 0, 0);
        }

        Tar directory(String name) {
            return member(name + "/", '5', "", "", 0, 0);
        }

        Tar link(String name, String to) {
            return member(name, '2', to, "", 0, 0);
        }

        Tar hardLink(String name, String to) {
            return member(name, '1', to, "", 0, 0);
        }

        Tar device(String name, int major, int minor) {
            return member(name, '3', "", "", major, minor);
        }

        private Tar member(String name, char type, String link, String content, int major, int minor) {
            byte[] header = new byte[512];
            byte[] data = content.getBytes(StandardCharsets.UTF_8);
            put(header, 0, name);
            put(header, 100, type == '5' ? "0000755" : "0000644");
            put(header, 108, "0000000");
            put(header, 116, "0000000");
            put(header, 124, String.format("%011o", data.length));
            put(header, 136, "14000000000");
            put(header, 148, "        ");
            header[156] = (byte) type;
            put(header, 157, link);
            put(header, 257, "ustar\0" + "00");
            put(header, 329, String.format("%07o", major));
            put(header, 337, String.format("%07o", minor));
            int sum = 0;
            for (byte each : header) {
                sum += each & 255;
            }
            put(header, 148, String.format("%06o\0 ", sum));
            bytes.writeBytes(header);
            bytes.writeBytes(data);
            bytes.writeBytes(new byte[(512 - data.length % 512) % 512]);
            return this;
        }

        private static void put(byte[] header, int at, String text) {
            byte[] value = text.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(value, 0, header, at, value.length);
        }

        byte[] end() {
            bytes.writeBytes(new byte[1024]);
            return bytes.toByteArray();
        }
    }
}
