package io.nightshift.core.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The socket that people of other accounts may open. */
class ApprovalDoorTest {
    private static final String ME = System.getProperty("user.name");

    @TempDir
    Path folder;

    private Path address;
    private ApprovalDoor door;

    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        address = folder.resolve("approvals");
        door = ApprovalDoor.open(address, (person, what, run, ring) -> {
            if (what.equals("approve") && run.equals("none")) {
                throw new ApprovalDoor.Refused("error: not for " + person);
            }
            return String.join("/", person, what, run, ring);
        });
    }

    @AfterEach
    void close() throws IOException {
        door.close();
        assertThat(address).doesNotExist();
    }

    @Test
    void whoeverAsksIsWhoTheKernelSays() throws IOException {
        assertThat(ApprovalDoor.ask(address, "approve", "r1", "pilot")).isEqualTo(ME + "/approve/r1/pilot");
        assertThat(ApprovalDoor.ask(address, "status", "", "")).isEqualTo(ME + "/status//");
        assertThatThrownBy(() -> ApprovalDoor.ask(address, "approve", "none", ""))
                .isInstanceOf(ApprovalDoor.Refused.class)
                .hasMessage("error: not for " + ME);
    }

    @Test
    void anotherAccountIsHeardAsItself() throws Exception {
        assumeTrue(ME.equals("root") && Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs root and setpriv");
        Process other = new ProcessBuilder(
                        "setpriv",
                        "--reuid=nobody",
                        "--clear-groups",
                        "perl",
                        "-MIO::Socket::UNIX",
                        "-e",
                        "my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die $!;"
                                + " print $s \"nightshift approvals 1\\napprove\\nr1\\npilot\\n\"; $s->flush; shutdown($s, 1); print <$s>",
                        address.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualTo("yes\nnobody/approve/r1/pilot");
    }

    @Test
    void noiseIsAnsweredAndHoldsNobodyUp() throws IOException {
        assertThat(said("GET / HTTP/1.1\n\n\n\n")).isEqualTo("no\nerror: this is another version of Nightshift");
        assertThat(said("x".repeat(100_000))).startsWith("no\n");
        for (int i = 0; i < 40; i++) {
            SocketChannel.open(UnixDomainSocketAddress.of(address)).close();
        }
        assertThat(ApprovalDoor.ask(address, "status", "r1", "")).isEqualTo(ME + "/status/r1/");
    }

    private String said(String request) throws IOException {
        try (SocketChannel caller = SocketChannel.open(UnixDomainSocketAddress.of(address))) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    caller.write(bytes);
                }
                caller.shutdownOutput();
            } catch (IOException e) {
                return "no\n"; // it was cut off before it had said all
            }
            ByteBuffer answer = ByteBuffer.allocate(1000);
            try {
                while (caller.read(answer) >= 0) {}
            } catch (IOException e) {
                return "no\n";
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsNoSocketIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("notes"), "mine");

        assertThatThrownBy(() -> ApprovalDoor.open(file, (a, b, c, d) -> ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a file, and no socket");
        assertThat(file).hasContent("mine");
    }

    @Test
    void theSocketOfAKilledProcessIsReplaced() throws IOException {
        Path left = folder.resolve("left");
        ApprovalDoor.open(left, (a, b, c, d) -> "old");
        try (ApprovalDoor next = ApprovalDoor.open(left, (a, b, c, d) -> "new")) {
            assertThat(ApprovalDoor.ask(left, "status", "", "")).isEqualTo("new");
        }
    }
}
