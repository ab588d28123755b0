package io.nightshift.core.transport.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkerScannerTest {
    private static final String TOKEN = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder();
    private final List<String> markers = new ArrayList<>();
    private final MarkerScanner scanner = new MarkerScanner(TOKEN, new MarkerScanner.Listener() {
        @Override
        public void text(byte[] bytes, int offset, int length) {
            text.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void marker(int status, boolean last) {
            markers.add(text.length() + ":" + status + (last ? "x" : ""));
        }
    });

    private void scan(String... chunks) {
        for (String chunk : chunks) {
            byte[] padded = ("#" + chunk + "#").getBytes(StandardCharsets.ISO_8859_1);
            scanner.scan(padded, 1, padded.length - 2);
        }
    }

    @Test
    void a_marker_is_found_wherever_the_stream_is_cut() {
        String stream = "before\036" + TOKEN + " 17\036after";
        for (int first = 0; first <= stream.length(); first++) {
            for (int second = first; second <= stream.length(); second++) {
                text.setLength(0);
                markers.clear();
                scan(stream.substring(0, first), stream.substring(first, second), stream.substring(second));
                assertThat(text).hasToString("beforeafter");
                assertThat(markers).containsExactly("6:17");
            }
        }
    }

    @Test
    void what_only_looks_like_a_marker_is_text() {
        List<String> fakes = List.of(
                "\036" + TOKEN + "\036",
                "\036" + TOKEN + " \036",
                "\036" + TOKEN + " 1234\036",
                "\036" + TOKEN + " 1y\036",
                "\036" + TOKEN + " x\036",
                "\036" + TOKEN + " 1xx\036",
                "\0360123 0\036",
                "\036\036\036");
        for (String fake : fakes) {
            text.setLength(0);
            markers.clear();
            scan("a" + fake + "b" + "\036" + TOKEN + " 0x\036");
            assertThat(text).hasToString("a" + fake + "b");
            assertThat(markers).containsExactly(fake.length() + 2 + ":0x");
        }
    }

    @Test
    void any_bytes_in_any_chunks_come_out_as_they_went_in() {
        Random random = new Random(7);
        String letters = "\036 0123456789abcdefx";
        for (int round = 0; round < 2000; round++) {
            StringBuilder noise = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                noise.append(letters.charAt(random.nextInt(letters.length())));
            }
            text.setLength(0);
            markers.clear();
            String stream = noise + "\036" + TOKEN + " 3\036";
            int at = 0;
            while (at < stream.length()) {
                int next = Math.min(stream.length(), at + 1 + random.nextInt(9));
                scan(stream.substring(at, next));
                at = next;
            }
            assertThat(text).hasToString(noise.toString());
            assertThat(markers).containsExactly(noise.length() + ":3");
        }
    }
}
