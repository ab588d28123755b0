package io.nightshift.core.platform.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.transport.ShellQuote;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random bytes through our quoting into every shell of this machine: they come out as they went in. */
class QuotingFaultTest {
    private static final int BATCH = 500;
    /** What shells take apart, beside any byte at all. */
    private static final String NASTY = "'\"\\$`!*?[]{}()<>|&;#~%=\n\t\r -\036\033_ns";

    @TempDir
    Path home;

    @Test
    void randomBytesComeOutAsTheyWentIn() {
        int strings = Scoreboard.share(3000, 100_000);
        Random random = new Random(Scoreboard.seed());
        List<String> shells =
                SomeShell.names().filter(name -> !name.equals("sh")).toList();
        long tried = 0;
        long same = 0;
        for (String shell : shells) {
            SomeShell some = SomeShell.of(shell, home);
            for (int done = 0; done < strings; done += BATCH) {
                List<byte[]> batch = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    batch.add(bytes(random));
                }
                tried += BATCH;
                same += unchanged(some, batch, done / BATCH % 2 == 0);
            }
        }
        Scoreboard.line("S-03", "quoting", tried, same, (tried - same) + " changed; " + String.join(", ", shells));
        assertThat(shells).contains("dash", "bash");
        if ("1".equals(System.getenv("NIGHTSHIFT_REQUIRE_TARGETS"))) {
            assertThat(shells).contains("busybox sh");
        }
        assertThat(same).isEqualTo(tried);
    }

    /** How many come back; each ends with a word that no random bytes hold. */
    private static long unchanged(SomeShell shell, List<byte[]> batch, boolean asWords) {
        String end = "<<end of one>>";
        StringBuilder script = new StringBuilder();
        for (byte[] bytes : batch) {
            String text = HostText.decode(bytes);
            String quoted = new String(bytes, StandardCharsets.UTF_8).equals(text) && bytes.length % 2 == 0
                    ? ShellQuote.quote(text)
                    : ShellText.word(text);
            script.append(asWords ? "printf %s " + quoted : ShellText.print(bytes))
                    .append("; printf %s '")
                    .append(end)
                    .append("'\n");
        }
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (byte[] bytes : batch) {
            expected.writeBytes(bytes);
            expected.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        }
        byte[] printed = shell.run(script.toString()).stdout().bytes();
        if (java.util.Arrays.equals(printed, expected.toByteArray())) {
            return batch.size();
        }
        String[] parts = new String(printed, StandardCharsets.ISO_8859_1).split(end, -1);
        long same = 0;
        for (int i = 0; i < batch.size() && i < parts.length; i++) {
            same += parts[i].equals(new String(batch.get(i), StandardCharsets.ISO_8859_1)) ? 1 : 0;
        }
        return same;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        for (int i = 0; i < bytes.length; i++) {
            int next = random.nextInt(3) == 0 ? NASTY.charAt(random.nextInt(NASTY.length())) : 1 + random.nextInt(255);
            bytes[i] = (byte) next;
        }
        return bytes;
    }
}
