package io.nightshift.playbooks.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.playbooks.migration.Conversion.Form;
import io.nightshift.playbooks.migration.Conversion.Side;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents are converted without a loss, or refused with every place that would be lost. */
class ConversionTest {
    private static final Charset EBCDIC = Charset.forName("IBM1047");
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static byte[] text(String from, String to, LineEnds ends, byte[] content) throws LossyException {
        Side read = new Side(Form.TEXT, Charsets.named(from), LineEnds.KEEP, CsvDialect.STANDARD, null);
        Side written = new Side(Form.TEXT, Charsets.named(to), ends, CsvDialect.STANDARD, null);
        return new Conversion(read, written).apply("list.txt", content);
    }

    private static byte[] all256() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IBM037",
                "IBM1047",
                "IBM500",
                "IBM273",
                "IBM297",
                "IBM01140",
                "ISO-8859-1",
                "ISO-8859-15",
                "IBM850",
                "MacRoman"
            })
    void everyByteComesBack(String charset) throws LossyException {
        byte[] utf8 = text(charset, "UTF-8", LineEnds.KEEP, all256());
        assertThat(text("UTF-8", charset, LineEnds.KEEP, utf8)).isEqualTo(all256());
        byte[] utf16 = text(charset, "UTF-16", LineEnds.KEEP, all256());
        assertThat(text("UTF-16", charset, LineEnds.KEEP, utf16)).isEqualTo(all256());
    }

    @Test
    void bytesThatStandForNothingAreNamedByLineAndColumn() {
        byte[] content = "Zo\u00eb\r\nab\u00e9_d\n_\n".getBytes(WINDOWS);
        content[8] = (byte) 0x81;
        content[11] = (byte) 0x9d;

        assertThatThrownBy(() -> text("windows-1252", "UTF-8", LineEnds.KEEP, content))
                .isInstanceOf(LossyException.class)
                .hasMessage("""
                        list.txt:2:4: byte 8 (81) stands for no character of windows-1252
                        list.txt:3:1: byte 11 (9d) stands for no character of windows-1252""");
        assertThatThrownBy(() -> text("UTF-8", "UTF-16", LineEnds.KEEP, new byte[] {'a', '\n', (byte) 0xc3, 'b'}))
                .hasMessage("list.txt:2:1: byte 2 (c3) stands for no character of UTF-8");
    }

    @Test
    void charactersThatTheOtherSetHasNotAreNamed() {
        byte[] content = "caf\u00e9\n\ud83d\ude00 \u0141\u00f3d\u017a".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> text("UTF-8", "windows-1252", LineEnds.KEEP, content))
                .hasMessage("""
                        list.txt:2:1: U+1F600 is not in windows-1252
                        list.txt:2:3: U+0141 (\u0141) is not in windows-1252
                        list.txt:2:6: U+017A (\u017a) is not in windows-1252""");
    }

    @Test
    void manyPlacesAreCounted() {
        assertThatThrownBy(() -> text("US-ASCII", "UTF-8", LineEnds.KEEP, new byte[] {-1, -1, -1}))
                .satisfies(e -> assertThat(((LossyException) e).places()).hasSize(3));
        byte[] many = new byte[1000];
        java.util.Arrays.fill(many, (byte) 0xff);
        assertThatThrownBy(() -> text("US-ASCII", "UTF-8", LineEnds.KEEP, many))
                .hasMessageEndingWith("and 950 more places");
    }

    @Test
    void linesEndAsTheyAreToEnd() throws LossyException {
        byte[] mixed = "a\r\nb\nc\rd\u0085e".getBytes(StandardCharsets.UTF_8);

        assertThat(text("UTF-8", "UTF-8", LineEnds.LF, mixed)).asString().isEqualTo("a\nb\nc\nd\ne");
        assertThat(text("UTF-8", "UTF-8", LineEnds.CRLF, mixed)).asString().isEqualTo("a\r\nb\r\nc\r\nd\r\ne");
        assertThat(text("UTF-8", "UTF-8", LineEnds.KEEP, mixed)).isEqualTo(mixed);
        assertThat(text("IBM1047", "UTF-8", LineEnds.LF, "a\u0085b\n".getBytes(EBCDIC)))
                .asString()
                .isEqualTo("a\nb\n");
        byte[] lines = {(byte) 0xC1, 0x15, (byte) 0xC2, 0x25};
        assertThat(text("IBM037", "UTF-8", LineEnds.KEEP, lines)).asString().isEqualTo("A\nB\u0085");
        assertThat(text("IBM1047", "UTF-8", LineEnds.KEEP, lines)).asString().isEqualTo("A\nB\u0085");
    }

    /** More than any buffer holds, with pairs and line ends where buffers end. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-32", "GB18030", "windows-1252", "ISO-2022-JP"})
    void contentsOfAnySizeAreConverted(String charset) throws LossyException {
        String wide = charset.startsWith("UTF") || charset.equals("GB18030") ? "\ud83c\udf19" : "!";
        for (int before = 0; before < 5; before++) {
            String text = "x".repeat(before) + ("ab" + wide + "\r\n").repeat(20_000);
            byte[] there = text("UTF-8", charset, LineEnds.KEEP, text.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(text(charset, "UTF-8", LineEnds.LF, there), StandardCharsets.UTF_8))
                    .isEqualTo(text.replace("\r\n", "\n"));
        }
    }

    /** Bytes and characters get out of step, so that a bad byte comes where a buffer of either ends. */
    @Test
    void badBytesAreNamedWhereverBuffersEnd() {
        for (int at = 8_170; at < 8_210; at++) {
            java.io.ByteArrayOutputStream content = new java.io.ByteArrayOutputStream();
            content.writeBytes("\u00e4\u00e4".getBytes(StandardCharsets.UTF_8));
            content.writeBytes("x".repeat(at).getBytes(StandardCharsets.UTF_8));
            content.write(0xE4);
            content.writeBytes("y\n".getBytes(StandardCharsets.UTF_8));
            int column = at + 3;
            int place = at + 4;
            assertThatThrownBy(() -> text("UTF-8", "UTF-16", LineEnds.KEEP, content.toByteArray()))
                    .hasMessage("list.txt:1:" + column + ": byte " + place + " (e4) stands for no character of UTF-8");
        }
    }

    @Test
    void aBadByteIsNamedOnce() {
        assertThatThrownBy(() -> text("UTF-8", "windows-1252", LineEnds.KEEP, new byte[] {'a', (byte) 0xE4}))
                .hasMessage("list.txt:1:2: byte 1 (e4) stands for no character of UTF-8");
    }

    @Test
    void aPlaceFarInsideIsNamed() {
        byte[] content = "ab\r\n".repeat(50_000).getBytes(WINDOWS);
        content[4 * 49_998 + 1] = (byte) 0x81;
        assertThatThrownBy(() -> text("windows-1252", "UTF-8", LineEnds.KEEP, content))
                .hasMessage("list.txt:49999:2: byte 199993 (81) stands for no character of windows-1252");
    }

    @Test
    void moreLossesThanAnybodyReadsAreCounted() {
        byte[] content = new byte[100_000];
        java.util.Arrays.fill(content, (byte) 0x81);
        assertThatThrownBy(() -> text("windows-1252", "UTF-8", LineEnds.KEEP, content))
                .hasMessageEndingWith("and 99950 more places");
    }
}
