package io.nightshift.core.transport.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Secret;
import io.nightshift.core.transport.TransportException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A host may report how sudo ended before the last of what it said. */
class UserProcessTest {
    @Test
    void a_verdict_waits_for_the_end_of_the_sentence() {
        assertThatThrownBy(() -> start(null, new Hasty(1, "sudo: a pass", "word is required\n")))
                .isInstanceOf(TransportException.class)
                .hasMessage("sudo on pc3 wants a password to become root: give -K, or set ansible_become_password");
        assertThatThrownBy(() -> start(Secret.of("right"), new Hasty(1, "tech is not in the su", "doers file.\n")))
                .hasMessageStartingWith("The user we log in as on pc3 is not in the sudoers file there. ");
    }

    @Test
    void a_status_without_any_word_of_it_is_told_with_the_words_that_follow() {
        assertThatThrownBy(() -> start(null, new Hasty(1, "", "sudo: unable to open /run\n")))
                .hasMessage("sudo on pc3 did not become root (status 1). It said: sudo: unable to open /run");
    }

    private static void start(@Nullable Secret password, Hasty process) throws TransportException {
        UserProcess.start(
                (command, terminal, listener, deadline) -> process.begin(listener),
                Become.root(password),
                "pc3",
                () -> "token",
                Deadline.in(Duration.ofMinutes(1)));
    }

    /** Tells its status first, and the rest of its words only once somebody waits for them. */
    private static final class Hasty extends ShellProcess {
        private final int status;
        private final String first;
        private final String rest;

        Hasty(int status, String first, String rest) {
            super(new Conversation());
            this.status = status;
            this.first = first;
            this.rest = rest;
        }

        Hasty begin(ProcessListener listener) {
            listen(listener);
            say(first);
            hasEnded(status);
            Thread judge = Thread.currentThread();
            Thread late = new Thread(() -> {
                await().atMost(Duration.ofMinutes(1)).until(() -> judge.getState() == Thread.State.TIMED_WAITING);
                say(rest);
                hasDrained();
            });
            late.setDaemon(true);
            late.start();
            return this;
        }

        private void say(String text) {
            byte[] bytes = text.getBytes(UTF_8);
            wroteStderr(bytes, 0, bytes.length);
        }

        @Override
        public OutputStream stdin() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void kill() {}

        @Override
        public void close() {}
    }
}
