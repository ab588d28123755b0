package io.nightshift.core.platform.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.core.platform.posix.text.ShellText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShellTextTest {
    private static final String SHELLS = "io.nightshift.core.platform.posix.SomeShell#names";

    @TempDir
    Path home;

    @ParameterizedTest
    @MethodSource(SHELLS)
    void everyByteIsPrintedAsItIs(String shell) {
        SomeShell some = SomeShell.of(shell, home);
        assertThat(some.run(ShellText.print(Host.everyByte())).stdout().bytes()).isEqualTo(Host.everyByte());
        assertThat(some.run(ShellText.print("-n %s \\n no line end")).stdout().text())
                .isEqualTo("-n %s \\n no line end");
        assertThat(some.run(ShellText.print("")).stdout().text()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aWordStaysOneWordWhateverItHolds(String shell) {
        byte[] latin1 = {'/', 't', (byte) 0xe9, '\n', '\'', '"', '$', (byte) 0xff};
        String name = HostText.decode(latin1);
        byte[] printed = SomeShell.of(shell, home)
                .run("printf '%s' " + ShellText.word(name + "Grüße"))
                .stdout()
                .bytes();
        assertThat(HostText.decode(printed)).isEqualTo(name + "Grüße");
        assertThat(HostText.encode(name)).isEqualTo(latin1);
    }

    @Test
    void bytesThatAreNoUtf8SurviveTheWayThereAndBack() {
        assertThat(HostText.encode(HostText.decode(Host.everyByte()))).isEqualTo(Host.everyByte());
        assertThat(HostText.decode("ü → 😀".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo("ü → 😀");
    }
}
