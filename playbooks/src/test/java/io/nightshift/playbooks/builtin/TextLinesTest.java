package io.nightshift.playbooks.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TextLinesTest {
    @Test
    void linesAreThoseOfTheText() {
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append("ab\n\r".charAt(random.nextInt(4)));
            }
            assertThat(new TextLines(text.toString()))
                    .isEqualTo(text.toString().lines().toList());
        }
    }
}
