package io.nightshift.core.transport.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.transport.Output;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputCaptureTest {
    @Test
    void the_first_and_the_last_bytes_are_kept_however_they_come() {
        Random random = new Random(3);
        for (int round = 0; round < 3000; round++) {
            int half = 1 + random.nextInt(20);
            byte[] all = new byte[random.nextInt(100)];
            random.nextBytes(all);
            OutputCapture capture = new OutputCapture(2 * half);
            int at = 0;
            while (at < all.length) {
                int length = Math.min(all.length - at, 1 + random.nextInt(40));
                capture.add(all, at, length);
                at += length;
            }
            Output output = capture.finish();
            assertThat(output.length()).isEqualTo(all.length);
            if (all.length <= 2 * half) {
                assertThat(output.bytes()).isEqualTo(all);
            } else {
                assertThat(output.skipped()).isEqualTo(all.length - 2L * half);
                assertThat(Arrays.copyOf(output.bytes(), half)).isEqualTo(Arrays.copyOf(all, half));
                assertThat(Arrays.copyOfRange(output.bytes(), half, 2 * half))
                        .isEqualTo(Arrays.copyOfRange(all, all.length - half, all.length));
            }
        }
    }

    @Test
    void what_was_left_out_is_said_in_its_place() {
        OutputCapture capture = new OutputCapture(4);
        capture.add("abcdefgh".getBytes(), 0, 8);
        assertThat(capture.finish().text()).isEqualTo("ab\n[4 bytes left out]\ngh");
    }

    @Test
    void a_shorter_form_keeps_both_ends_and_counts_the_rest() {
        Output whole = Output.of("abcdefghij");
        Output cut = new Output(new byte[] {'a', 'b', 'c'}, 10, new byte[] {'x', 'y', 'z'});
        assertThat(whole.shortened(10)).isSameAs(whole);
        assertThat(whole.shortened(4).text()).isEqualTo("ab\n[6 bytes left out]\nij");
        assertThat(cut.shortened(4).text()).isEqualTo("ab\n[12 bytes left out]\nyz");
    }
}
