package io.nightshift.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.playbooks.module.TreeOrder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Contents that become something else on their way. */
class ConvertedTransferTest extends TwoTrees {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private TreeTransfer converting(Path from) throws IOException {
        return transfer(new TreeOrder(
                "old",
                from.toString(),
                copy.toString(),
                List.of(),
                List.of(),
                false,
                false,
                false,
                0,
                TreeOrder.Stop.RULE,
                List.of(new TreeOrder.TreeConversion(
                        List.of("*.csv", "texts/"), Map.of("from", "windows-1252", "line_ends", "lf")))));
    }

    private static void export(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(WINDOWS));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05.123456789Z")));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void contentsAreConvertedOnTheirWay() throws Exception {
        export(source.resolve("streets.csv"), "Stra\u00dfe\r\nM\u00fcnzgasse\r\n");
        export(source.resolve("texts/" + "n".repeat(120) + "/\u2603 note"), "\u20ac 5\n".repeat(100_000));
        export(source.resolve("texts/empty"), "");
        export(source.resolve("other.txt"), "as \u00e4t was\r\n");
        for (int i = 0; i < 300; i++) {
            export(source.resolve("many/" + i + ".csv"), "Nummer " + i + " \u00fc\r\n");
        }
        Sums sums = new Sums();
        TreeTransfer transfer = converting(source);
        transfer.send(sums);
        Path staged = Path.of(transfer.staging()).resolve("tree");
        assertThat(staged.resolve("streets.csv")).hasContent("Stra\u00dfe\nM\u00fcnzgasse\n");
        assertThat(staged.resolve("texts/" + "n".repeat(120) + "/\u2603 note"))
                .hasContent("\u20ac 5\n".repeat(100_000));
        assertThat(staged.resolve("texts/empty")).isEmptyFile();
        assertThat(Files.readAllBytes(staged.resolve("other.txt"))).isEqualTo("as \u00e4t was\r\n".getBytes(WINDOWS));
        assertThat(staged.resolve("many/299.csv")).hasContent("Nummer 299 \u00fc\n");
        assertThat(attributes(staged)).isEqualTo(attributes(source));
        assertThat(warnings).isEmpty();

        sums.mustBeOf(staged);
        assertThat(sums.lines).hasSize(304);

        Files.move(staged, copy);
        assertThat(converting(source).compare().isNothing()).isTrue();
        export(source.resolve("many/7.csv"), "neu\r\n");
        Files.setLastModifiedTime(source.resolve("many/7.csv"), FileTime.fromMillis(1));
        assertThat(converting(source).compare().files()).isEqualTo(1);
    }

    /** All but sizes. */
    private static String attributes(Path root) throws Exception {
        Process find = new ProcessBuilder("find", root.toString(), "-printf", "%P %y %m %T@\\n").start();
        return new String(find.getInputStream().readAllBytes())
                .lines()
                .sorted()
                .toList()
                .toString();
    }

    @Test
    void whatWouldNotBeWholeIsRefusedWithAllItsPlaces() throws Exception {
        export(source.resolve("good.csv"), "gut\r\n");
        export(source.resolve("one.csv"), "ab\r\nc\u00a0");
        Files.write(source.resolve("one.csv"), new byte[] {'a', '\r', '\n', 'b', (byte) 0x81});
        Files.write(source.resolve("two.csv"), new byte[] {(byte) 0x8d});
        TreeTransfer transfer = converting(source);
        assertThatThrownBy(() -> transfer.send(Manifest.NONE))
                .isInstanceOf(TransferFailure.class)
                .hasMessage("nothing was put in its place, because 2 files would not be whole after the conversion:\n"
                        + source + "/one.csv:2:2: byte 4 (81) stands for no character of windows-1252\n"
                        + source + "/two.csv:1:1: byte 0 (8d) stands for no character of windows-1252");
        assertThat(copy).doesNotExist();
    }

    @Test
    void whatAnEarlierProcessConvertedIsConvertedAgain() throws Exception {
        export(source.resolve("a.csv"), "\u00fc\r\n");
        TreeTransfer first = converting(source);
        first.send(Manifest.NONE);
        Path staged = Path.of(first.staging()).resolve("tree");
        Files.writeString(staged.resolve("a.csv"), "w");
        TreeTransfer second = converting(source);
        second.send(Manifest.NONE);
        assertThat(staged.resolve("a.csv")).hasContent("\u00fc\n");
        assertThat(attributes(staged)).isEqualTo(attributes(source));
    }

    @Test
    void aSingleFileMayBeConverted() throws Exception {
        Path file = source.resolve("export.csv");
        export(file, "\u00fc\r\n");
        for (int times = 0; times < 2; times++) {
            TreeTransfer transfer = converting(file);
            transfer.send(Manifest.NONE);
            Path staged = Path.of(transfer.staging()).resolve("tree");
            assertThat(staged).hasContent("\u00fc\n");
            assertThat(attributes(staged)).isEqualTo(attributes(file));
        }
    }

    @Test
    void namesOfOneFileOfWhichSomeAreConvertedAreFilesOfTheirOwn() throws Exception {
        export(source.resolve("b.csv"), "\u00fc\r\n");
        for (String other : List.of("a.dat", "c.dat", "d.csv")) {
            Files.createLink(source.resolve(other), source.resolve("b.csv"));
        }
        TreeTransfer transfer = converting(source);
        transfer.send(Manifest.NONE);
        Path staged = Path.of(transfer.staging()).resolve("tree");
        for (String converted : List.of("b.csv", "d.csv")) {
            assertThat(staged.resolve(converted)).hasContent("\u00fc\n");
        }
        for (String kept : List.of("a.dat", "c.dat")) {
            assertThat(Files.readAllBytes(staged.resolve(kept))).isEqualTo("\u00fc\r\n".getBytes(WINDOWS));
        }
        assertThat(Files.isSameFile(staged.resolve("a.dat"), staged.resolve("c.dat")))
                .isTrue();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aControllerThatCannotKeepAFileIsNamedAndNeitherHost() throws Exception {
        export(source.resolve("a.csv"), "\u00fc\r\n".repeat(100_000));
        TreeTransfer transfer = converting(source);
        Files.createDirectories(folder.resolve("lists/before-conversion"));
        assertThatThrownBy(() -> transfer.send(Manifest.NONE))
                .isInstanceOf(TransferFailure.class)
                .hasMessageStartingWith("what is converted cannot be kept here: ");
        assertThat(copy).doesNotExist();
    }
}
