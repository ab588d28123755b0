package io.nightshift.core.transport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTransportTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Connection here = new LocalTransport().connect(Target.of("localhost"), LIMIT);

    @AfterEach
    void close() {
        here.close();
    }

    private Frame run(String script) throws TransportException {
        return here.shell(Become.NONE).run(script, LIMIT);
    }

    @Test
    void a_script_gives_its_status_and_both_streams() throws Exception {
        assertThat(run("printf out; printf err >&2; (exit 3)")).isEqualTo(Frame.of(3, "out", "err"));
    }

    @Test
    void one_shell_serves_all_scripts() throws Exception {
        String first = run("echo $$").stdout().text();
        assertThat(run("echo $$").stdout().text()).isEqualTo(first);
    }

    @Test
    void a_syntax_error_or_an_open_quote_ends_only_its_own_script() throws Exception {
        String shell = run("echo $$").stdout().text();
        assertThat(run("echo (").status()).isEqualTo(2);
        assertThat(run("echo \"never closed").status()).isEqualTo(2);
        assertThat(run("} ; echo out of the braces").status()).isEqualTo(2);
        assertThat(run("echo $$").stdout().text()).isEqualTo(shell);
    }

    @Test
    void exit_gives_its_status_and_the_next_script_a_new_shell() throws Exception {
        assertThat(run("echo last; exit 7")).isEqualTo(Frame.of(7, "last\n", ""));
        assertThat(run("set -e; false; echo never")).isEqualTo(Frame.of(1, "", ""));
        assertThat(run("echo again")).isEqualTo(Frame.of(0, "again\n", ""));
    }

    @Test
    void a_killed_shell_is_an_unknown_outcome_and_the_next_script_gets_a_new_one() throws Exception {
        assertThatThrownBy(() -> run("echo before >&2; kill -9 $$"))
                .isInstanceOfSatisfying(TransportException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.SHELL_ENDED);
                    assertThat(e.outcomeUnknown()).isTrue();
                    assertThat(e).hasMessageContaining("before its script did: before");
                });
        assertThat(run("echo again").stdout().text()).isEqualTo("again\n");
    }

    @Test
    void stdin_of_a_script_is_empty() throws Exception {
        assertThat(run("cat; echo done")).isEqualTo(Frame.of(0, "done\n", ""));
    }

    @Test
    void markers_of_other_frames_and_binary_output_pass_unchanged() throws Exception {
        String fake = "\\036 0123 0\\036\\0\\377\\036\\036";
        assertThat(run("printf '" + fake + "'").stdout().bytes())
                .isEqualTo(new byte[] {036, ' ', '0', '1', '2', '3', ' ', '0', 036, 0, (byte) 0377, 036, 036});
        // An attacker inside the script knows the word, and still cannot end the frame with another status unseen.
        assertThat(run("set -x; : \"$_ns\"; set +x").status()).isZero();
    }

    @Test
    void a_background_process_holds_nothing_up() throws Exception {
        long start = System.nanoTime();
        assertThat(run("{ sleep 3; echo late; } & echo now").stdout().text()).isEqualTo("now\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(run("echo next").stdout().text()).isEqualTo("next\n");
    }

    @Test
    void a_script_beyond_its_limit_is_stopped_and_the_next_one_runs() throws Exception {
        assertThatThrownBy(() -> here.shell(Become.NONE).run("echo $$; sleep 60", Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT))
                .hasMessage("The script of localhost did not end within 0.3 s and was told to stop");
        assertThat(run("echo again").stdout().text()).isEqualTo("again\n");
    }

    @Test
    void long_output_keeps_its_head_and_its_tail() throws Exception {
        Frame frame = run("echo first; head -c 30000000 /dev/zero; echo last");
        assertThat(frame.stdout().length()).isEqualTo(30_000_011);
        assertThat(frame.stdout().bytes()).hasSize(10 << 20);
        assertThat(frame.stdout().text()).startsWith("first\n").endsWith("last\n");
    }

    @Test
    void a_script_of_a_megabyte_is_run() throws Exception {
        assertThat(run("x='" + "y".repeat(1 << 20) + "'; echo ${#x}").stdout().text())
                .isEqualTo((1 << 20) + "\n");
    }

    @Test
    void the_watcher_sees_output_while_the_script_runs() throws Exception {
        StringBuilder seen = new StringBuilder();
        Path sign = folder.resolve("seen");
        Shell shell = here.shell(Become.NONE);
        // The script goes on only after the watcher has seen its first line.
        shell.run("echo one; until [ -e " + sign + " ]; do sleep 0.02; done; echo two", LIMIT, (stream, bytes) -> {
            seen.append(stream).append(' ').append(new String(bytes));
            if (!Files.exists(sign)) {
                writeEmpty(sign);
            }
        });
        assertThat(seen).hasToString("STDOUT one\nSTDOUT two\n");
    }

    private static void writeEmpty(Path file) {
        try {
            Files.createFile(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void files_of_every_size_arrive_unchanged_and_private() throws Exception {
        for (int size : new int[] {0, 1, 1000, 64 << 10, (64 << 10) + 1, 5_000_000}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            Path file = folder.resolve("it's " + size);
            here.upload(Become.NONE, file.toString(), new ByteArrayInputStream(bytes), size, LIMIT);
            assertThat(file).hasBinaryContent(bytes);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            ByteArrayOutputStream back = new ByteArrayOutputStream();
            assertThat(here.download(Become.NONE, file.toString(), back, size, LIMIT))
                    .isEqualTo(size);
            assertThat(back.toByteArray()).isEqualTo(bytes);
        }
    }

    @Test
    void text_is_written_byte_by_byte_as_given() throws Exception {
        String text = "it's 100 % \\n “text” \u0081\u0088 \036 $HOME `id`\n\n";
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Path file = folder.resolve("text");
        here.upload(Become.NONE, file.toString(), new ByteArrayInputStream(bytes), bytes.length, LIMIT);
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void what_cannot_be_written_or_read_says_why() {
        assertThatThrownBy(() ->
                        here.upload(Become.NONE, "/nowhere/file", new ByteArrayInputStream(new byte[3]), 3, LIMIT))
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FILE))
                .hasMessageContaining("/nowhere/file could not be written as localhost:");
        assertThatThrownBy(() -> here.upload(
                        Become.NONE, "/nowhere/file", new ByteArrayInputStream(new byte[90_000]), 90_000, LIMIT))
                .hasMessageContaining("/nowhere/file could not be written as localhost:")
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> here.download(Become.NONE, "/nowhere/file", new ByteArrayOutputStream(), 10, LIMIT))
                .hasMessageContaining("/nowhere/file could not be read as localhost:");
    }

    @Test
    void a_file_longer_than_allowed_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("long"), "0123456789");
        assertThatThrownBy(() -> here.download(Become.NONE, file.toString(), new ByteArrayOutputStream(), 9, LIMIT))
                .hasMessage(file + " of localhost is longer than the 9 bytes allowed");
    }

    @Test
    void two_threads_may_use_the_same_shell() throws Exception {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String word = "w" + i;
            answers.add(CompletableFuture.supplyAsync(() -> {
                StringBuilder all = new StringBuilder();
                for (int n = 0; n < 20; n++) {
                    try {
                        // Every fifth script ends the shell under the others.
                        String script = "echo " + word + (n % 5 == 4 ? "; exit 3" : "");
                        all.append(here.shell(Become.NONE)
                                .run(script, LIMIT)
                                .stdout()
                                .text());
                    } catch (TransportException e) {
                        all.append(e.getMessage());
                    }
                }
                return all.toString();
            }));
        }
        for (int i = 0; i < 8; i++) {
            assertThat(answers.get(i).get()).isEqualTo(("w" + i + "\n").repeat(20));
        }
    }
}
