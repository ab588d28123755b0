package io.nightshift.core.transport.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.OutputSink;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.shell.Deadline;
import io.nightshift.core.transport.shell.FramedShell;
import io.nightshift.core.transport.shell.ProcessListener;
import io.nightshift.core.transport.shell.Tokens;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The frames hold on every shell that calls itself /bin/sh somewhere; those that are not installed here are left out. */
class ShellKindsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TestFactory
    Stream<DynamicTest> frames_hold_on() {
        return Stream.of("dash", "bash --posix", "bash", "busybox sh", "mksh", "ksh93", "yash", "zsh --emulate sh")
                .filter(shell -> isInstalled(shell.split(" ")[0]))
                .map(shell -> DynamicTest.dynamicTest(shell, () -> framesHold(shell)));
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }

    private static FramedShell open(String shell) throws TransportException {
        return FramedShell.open(
                shell,
                new LocalStarter().start("exec " + shell, false, new Silence(), Deadline.in(LIMIT)),
                Tokens.secure(),
                false,
                Deadline.in(LIMIT));
    }

    private static void framesHold(String shell) throws TransportException {
        try (FramedShell open = open(shell)) {
            assertThat(run(open, "printf out; printf err >&2; (exit 3)")).isEqualTo(Frame.of(3, "out", "err"));
            for (String broken : List.of("echo (", "echo \"open", "}", "if true; then")) {
                assertThat(run(open, broken).status()).as(broken).isNotZero();
            }
            assertThat(run(open, "f() { echo \"it's $1\"; }; f 'here'; x=5")).isEqualTo(Frame.of(0, "it's here\n", ""));
            assertThat(run(open, "echo $x; cat").stdout().text()).isEqualTo("5\n");
            assertThat(open.isAlive()).isTrue();
            assertThat(run(open, "echo bye; exit 6")).isEqualTo(Frame.of(6, "bye\n", ""));
            assertThat(open.isAlive()).isFalse();
        }
        try (FramedShell open = open(shell)) {
            assertThat(run(open, "set -e; false; echo never").status()).isNotZero();
        }
    }

    private static Frame run(FramedShell shell, String script) throws TransportException {
        return shell.run(script, Deadline.in(LIMIT), OutputSink.NONE);
    }

    private static final class Silence implements ProcessListener {
        @Override
        public void stdout(byte[] bytes, int offset, int length) {}

        @Override
        public void stderr(byte[] bytes, int offset, int length) {}

        @Override
        public void ended(@Nullable Integer status) {}
    }
}
