package io.nightshift.core.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong();

    private ProgressLine on(@Nullable Screen screen) {
        return new ProgressLine(new PrintStream(bytes, true, UTF_8), screen, now::get);
    }

    /** What a terminal shows in the end: an erased line leaves nothing. */
    private String seen() {
        return bytes.toString(UTF_8).replaceAll("[^\\n]*\\r\\u001b\\[2K", "");
    }

    @Test
    void tells_how_the_ring_stands_and_who_is_longest_at_work() {
        ProgressLine line = on(Screen.ofColumns(100));
        line.ring(2, 3, List.of("pc1", "pc2", "pc3", "pc4", "pc5"));
        List.of("pc1", "pc2", "pc3", "pc4").forEach(host -> line.began(host, "Install"));
        line.hostEnded("pc1", true);
        line.hostEnded("pc2", false);
        line.began("pc3", "Start");
        now.set(65_000_000_000L);
        line.line("changed  pc3  Install");
        assertThat(seen())
                .isEqualTo("changed  pc3  Install\n"
                        + "ring 2/3  1 done, 1 failed, 2 at work, 1 waiting  1:05  pc4: Install");
        line.idle("pc4");
        assertThat(seen()).endsWith("1 done, 1 failed, 1 at work, 2 waiting  1:05  pc3: Start");
        line.stopping();
        assertThat(seen()).contains("stopping  1 done");
    }

    @Test
    void is_shorter_than_the_screen_whatever_the_task_is_called() {
        for (int columns = 20; columns < 120; columns++) {
            bytes.reset();
            ProgressLine line = on(Screen.ofColumns(columns));
            line.ring(1, 12, List.of("pc1"));
            line.began("pc1", "更新" + "e\u0301\u001b[31m".repeat(40));
            assertThat(seen())
                    .hasSizeLessThanOrEqualTo(Math.max(columns * 2, 40))
                    .doesNotContain("\u001b");
            assertThat(Shown.fitting(seen(), columns - 3)).isEqualTo(seen());
        }
        bytes.reset();
        on(Screen.ofColumns(40)).ring(1, 12, List.of("pc1", "pc2"));
        assertThat(seen()).isEqualTo("1/12: 0 done, 0 failed, 2 left  0:00");
    }

    @Test
    void leaves_nothing_behind() {
        ProgressLine line = on(Screen.ofColumns(80));
        line.ring(1, 1, List.of("pc1"));
        line.began("pc1", "Install");
        line.close();
        line.line("the end");
        assertThat(seen()).isEqualTo("the end\n");
    }

    @Test
    void is_not_there_without_a_terminal() {
        ProgressLine line = on(null);
        line.ring(1, 1, List.of("pc1"));
        line.began("pc1", "Install");
        line.line("changed  pc1");
        line.close();
        assertThat(bytes.toString(UTF_8)).isEqualTo("changed  pc1\n");
    }
}
