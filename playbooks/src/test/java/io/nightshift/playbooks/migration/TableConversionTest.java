package io.nightshift.playbooks.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.playbooks.migration.Conversion.Form;
import io.nightshift.playbooks.migration.Conversion.Side;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tables change their form without a loss, or are refused with every place that would be lost. */
class TableConversionTest {
    private static final Charset EBCDIC = Charset.forName("IBM1047");
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static final RecordLayout LAYOUT = new RecordLayout(List.of(
            new Field("name", Field.Kind.TEXT, 10, 0, false),
            new Field("rent", Field.Kind.PACKED, 4, 2, true),
            new Field("number", Field.Kind.PACKED, 3, 0, false),
            new Field("units", Field.Kind.ZONED, 5, 1, true),
            new Field("", Field.Kind.FILLER, 2, 0, false),
            new Field("", Field.Kind.ZEROES, 1, 0, false),
            new Field("count", Field.Kind.BINARY, 4, 0, true),
            new Field("big", Field.Kind.BINARY, 8, 0, false)));

    private static Side records() {
        return records(LAYOUT);
    }

    private static Side records(RecordLayout layout) {
        return new Side(Form.RECORDS, EBCDIC, LineEnds.KEEP, CsvDialect.STANDARD, layout);
    }

    private static Side utf8(Form form) {
        return new Side(form, StandardCharsets.UTF_8, LineEnds.LF, CsvDialect.STANDARD, null);
    }

    @Test
    void recordsOfAMainframeBecomeATable() throws LossyException {
        byte[] record = HexFormat.ofDelimiter(" ")
                .parseHex("d4 a4 93 93 85 99 40 40 40 40 12 34 56 7d 00 12 3f f0 f0 f1 f2 d5 40 40 00 ff ff ff fe"
                        + " ff ff ff ff ff ff ff ff");

        byte[] csv = new Conversion(records(), utf8(Form.CSV)).apply("rents", record);
        assertThat(csv).asString().isEqualTo("""
                name,rent,number,units,count,big
                Muller,-12345.67,123,-12.5,-2,18446744073709551615
                """);
        assertThat(new Conversion(utf8(Form.CSV), records()).apply("rents", csv))
                .isEqualTo(record);
        byte[] json = new Conversion(records(), utf8(Form.JSON)).apply("rents", record);
        assertThat(json).asString().isEqualTo("""
                {"name":"Muller","rent":-12345.67,"number":123,"units":-12.5,"count":-2,"big":18446744073709551615}
                """);
        assertThat(new Conversion(utf8(Form.JSON), records()).apply("rents", json))
                .isEqualTo(record);
    }

    @Test
    void tenThousandRecordsComeBackByteForByte() throws Exception {
        Random random = new Random(5);
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        Losses losses = new Losses();
        Rows.Sink sink = LAYOUT.write("made", out, EBCDIC, losses);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int j = random.nextInt(10); j >= 0; j--) {
                name.append(new String(new byte[] {(byte) random.nextInt(256)}, EBCDIC));
            }
            List<String> values = List.of(
                    name.toString().replaceAll(" +$", ""),
                    new java.math.BigDecimal(random.nextInt(19_999_999) - 9_999_999)
                            .movePointLeft(2)
                            .toPlainString(),
                    String.valueOf(random.nextInt(100_000)),
                    new java.math.BigDecimal(random.nextInt(199_999) - 99_999)
                            .movePointLeft(1)
                            .toPlainString(),
                    String.valueOf(random.nextInt()),
                    Long.toUnsignedString(random.nextLong()));
            java.util.Map<String, String> row = new java.util.LinkedHashMap<>();
            for (int j = 0; j < values.size(); j++) {
                row.put(LAYOUT.names().get(j), values.get(j));
            }
            sink.row(row);
        }
        assertThat(losses.isEmpty()).isTrue();
        for (Form form : List.of(Form.CSV, Form.JSON)) {
            byte[] there = new Conversion(records(), utf8(form)).apply("rents", out.toByteArray());
            byte[] back = new Conversion(utf8(form), records()).apply("rents", there);
            assertThat(back).isEqualTo(out.toByteArray());
        }
    }

    @Test
    void whatWouldNotComeBackIsRefusedWithItsPlace() {
        RecordLayout amounts = new RecordLayout(List.of(
                new Field("amount", Field.Kind.PACKED, 2, 0, true), new Field("", Field.Kind.FILLER, 1, 0, false)));
        byte[] content = HexFormat.of().parseHex("123c40" + "123f40" + "12ac40" + "123c00" + "12");

        assertThatThrownBy(() -> new Conversion(records(amounts), utf8(Form.CSV)).apply("amounts", content))
                .hasMessage("""
                        amounts: record 2, field `amount` at byte 3: `123f` would not come back as it is: `123` is written otherwise
                        amounts: record 3, field `amount` at byte 6: `12ac` is no packed number
                        amounts: record 4, field `` at byte 11: `00` would not come back as it is: it is not all spaces
                        amounts: 13 bytes are no whole number of records of 3 bytes""");
    }

    @Test
    void valuesThatAFieldHasNoRoomForAreRefused() {
        assertThatThrownBy(() -> new Conversion(utf8(Form.CSV), records())
                        .apply("rents.csv", """
                        name,rent,number,units,count,big
                        Mullermeister,1.234,-1,99999,x,18446744073709551616
                        """.getBytes(StandardCharsets.UTF_8)))
                .hasMessage("""
                        rents.csv: row 1, field `name`: `Mullermeister` is 13 bytes long, and the field 10
                        rents.csv: row 1, field `rent`: `1.234` has more digits behind the point than the field's 2
                        rents.csv: row 1, field `number`: `-1` is negative, and the field has no sign
                        rents.csv: row 1, field `units`: `99999.0` has more than the field's 5 digits
                        rents.csv: row 1, field `count`: `x` is no number
                        rents.csv: row 1, field `big`: `18446744073709551616` does not fit into 8 bytes""");
    }

    @Test
    void tablesChangeTheirDialect() throws LossyException {
        CsvDialect office = new CsvDialect(';', '"', true, true, LineEnds.CRLF);
        Side from = new Side(Form.CSV, WINDOWS, LineEnds.KEEP, office, null);
        byte[] content =
                "\"stra\u00dfe\";\"note\"\r\n\"Am Ring 1; links\";\"sagt \"\"ja\"\"\r\nheute\"\r\n".getBytes(WINDOWS);

        byte[] standard = new Conversion(from, utf8(Form.CSV)).apply("t", content);
        assertThat(new String(standard, StandardCharsets.UTF_8))
                .isEqualTo("stra\u00dfe,note\nAm Ring 1; links,\"sagt \"\"ja\"\"\r\nheute\"\n");
        assertThat(new Conversion(utf8(Form.CSV), from).apply("t", standard)).isEqualTo(content);
    }

    private static void refuse(Form form, String name, String text) throws LossyException {
        new Conversion(utf8(form), utf8(Form.CSV)).apply(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void valuesStandInTheirColumnsHoweverALineNamesThem() throws LossyException {
        byte[] lines = "{\"a\":\"1\",\"b\":\"2\"}\n{\"b\":\"3\",\"a\":\"4\"}\n".getBytes(StandardCharsets.UTF_8);
        assertThat(new Conversion(utf8(Form.JSON), utf8(Form.CSV)).apply("t", lines))
                .asString()
                .isEqualTo("a,b\n1,2\n4,3\n");
        assertThatThrownBy(() -> refuse(Form.JSON, "t", "{}\n{\"x\":\"1\"}\n"))
                .hasMessage("t:2:1: not the same names as in the first line");
    }

    @Test
    void brokenTablesAreRefusedWithTheirLines() {
        assertThatThrownBy(() -> refuse(Form.CSV, "t.csv", "a,b\n1,2\n3\n4,5,6\n"))
                .hasMessage(
                        "t.csv:3:1: 1 values, and there are 2 columns\nt.csv:4:1: 3 values, and there are 2 columns");
        assertThatThrownBy(() -> refuse(Form.CSV, "t.csv", "a,a\n1,2\n"))
                .hasMessageContaining("two columns have the same name");
        assertThatThrownBy(() -> refuse(Form.CSV, "t.csv", "a,b\n1,\"2\n")).hasMessageContaining("t.csv");
        assertThatThrownBy(() -> refuse(Form.JSON, "t.json", "{\"a\":1}\n[]\n{\"a\":{}}\n{\"a\":1,\"a\":2}\n"))
                .hasMessageContaining("t.json:2:1: this line is no JSON object")
                .hasMessageContaining("t.json:3:1: `a` is neither a text nor a number")
                .hasMessageContaining("t.json:4:");
    }
}
