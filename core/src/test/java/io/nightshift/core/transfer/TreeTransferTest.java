package io.nightshift.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.TreeChange.Operation;
import io.nightshift.playbooks.module.TreeChange.Place;
import io.nightshift.playbooks.module.TreeChange.PlaceAll;
import io.nightshift.playbooks.module.TreeChange.Remove;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs between two trees, and what is staged of it. */
class TreeTransferTest {
    @TempDir
    Path folder;

    private final LocalPlace here = new LocalPlace("old");
    private final LocalPlace there = new LocalPlace("new");
    private final List<String> warnings = new ArrayList<>();
    private Path source;
    private Path copy;

    @BeforeEach
    void trees() throws IOException {
        source = Files.createDirectories(folder.resolve("site/data"));
        copy = Files.createDirectories(folder.resolve("srv")).resolve("data");
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private final Watch watch = new Watch() {
        @Override
        public void moved(long done, long total) {}

        @Override
        public void waits() {}

        @Override
        public void warn(String message) {
            warnings.add(message);
        }

        @Override
        public void pause(Duration time) {}

        @Override
        public void lost(TransportException why, int tries) throws TransportException {
            throw why;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };

    private TreeOrder order(List<String> include, List<String> exclude, boolean deletes, boolean byContent) {
        return new TreeOrder(
                "old",
                source.toString(),
                copy.toString(),
                include,
                exclude,
                deletes,
                byContent,
                false,
                0,
                TreeOrder.Stop.RULE,
                List.of());
    }

    private TreeTransfer transfer(TreeOrder order) throws IOException {
        Path lists = Files.createDirectories(folder.resolve("lists"));
        return new TreeTransfer(order, here, there, LocalPlace.PLATFORM.trees(), lists, watch);
    }

    private TreeTransfer transfer() throws IOException {
        return transfer(order(List.of(), List.of(), false, false));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05.123456789Z")));
    }

    private static String listing(Path root) throws Exception {
        Process ls = new ProcessBuilder(
                        "sh",
                        "-c",
                        "cd \"$1\" && find . -printf '%P %y %m %s %T@ %l\\n' | sort; find . -type f | sort | xargs -d '\\n' sha256sum",
                        "sh",
                        root.toString())
                .redirectErrorStream(true)
                .start();
        return new String(ls.getInputStream().readAllBytes());
    }

    @Test
    void aTreeThatIsNotThereIsStagedWhole() throws Exception {
        write(source.resolve("a.txt"), "a");
        write(source.resolve("deep/er/b 'quoted'\n.txt"), "b");
        write(source.resolve("-dash"), "c");
        Files.createDirectories(source.resolve("empty"));
        Files.createSymbolicLink(source.resolve("link"), Path.of("deep/er"));
        Files.createLink(source.resolve("deep/same"), source.resolve("a.txt"));

        TreeTransfer transfer = transfer();
        Found found = transfer.compare();
        assertThat(found.files()).isEqualTo(4);
        assertThat(found.bytes()).isEqualTo(3);
        transfer.send(Manifest.NONE);

        Path staged = Path.of(transfer.staging()).resolve("tree");
        assertThat(listing(staged)).isEqualTo(listing(source));
        assertThat(Files.isSameFile(staged.resolve("a.txt"), staged.resolve("deep/same")))
                .isTrue();
        assertThat(transfer.arrival().operations()).containsExactly(new PlaceAll(false));
    }

    @Test
    void onlyWhatDiffersIsStaged() throws Exception {
        write(source.resolve("same"), "s");
        write(source.resolve("dir/changed"), "new content");
        write(source.resolve("dir/touched"), "t");
        write(source.resolve("fresh/one"), "1");
        write(source.resolve("fresh/two"), "2");
        write(copy.resolve("same"), "s");
        write(copy.resolve("dir/changed"), "old");
        Files.writeString(copy.resolve("dir/touched"), "t");
        write(copy.resolve("dir/extra"), "x");

        TreeTransfer transfer = transfer();
        Found found = transfer.compare();
        assertThat(found.lines())
                .containsExactlyInAnyOrder("~ dir/changed", "+ fresh", "+ fresh/one", "+ fresh/two", ". dir/touched");
        transfer.send(Manifest.NONE);

        Path staged = Path.of(transfer.staging()).resolve("tree");
        assertThat(Files.readString(staged.resolve("dir/changed"))).isEqualTo("new content");
        assertThat(staged.resolve("dir/touched")).doesNotExist();
        List<Operation> moves = transfer.arrival().operations().stream()
                .filter(each -> each instanceof Place || each instanceof Remove || each instanceof PlaceAll)
                .toList();
        assertThat(moves)
                .containsExactly(new Place("dir", List.of("changed"), true), new Place("", List.of("fresh"), false));
    }

    @Test
    void whatTheSourceDoesNotHaveGoesOnlyWhenAskedFor() throws Exception {
        write(source.resolve("a"), "a");
        write(copy.resolve("a"), "a");
        write(copy.resolve("old/one"), "1");
        write(copy.resolve("old/keep.log"), "2");
        write(copy.resolve("gone/x"), "3");
        assertThat(transfer().compare().removals()).isZero();

        TreeTransfer transfer = transfer(order(List.of(), List.of("*.log"), true, false));
        assertThat(transfer.compare().removals()).isEqualTo(2);
        assertThat(transfer.arrival().operations())
                .contains(new Remove("", List.of("gone")), new Remove("old", List.of("one")));
    }

    @Test
    void patternsSayWhatIsMeant() throws Exception {
        write(source.resolve("a.txt"), "a");
        write(source.resolve("a.bin"), "a");
        write(source.resolve("x/b.txt"), "b");
        write(source.resolve("x/tmp/c.txt"), "c");
        write(source.resolve("y/d.bin"), "d");
        TreeTransfer transfer = transfer(order(List.of("*.txt"), List.of("tmp/"), false, false));
        transfer.compare();
        transfer.send(Manifest.NONE);
        Path staged = Path.of(transfer.staging()).resolve("tree");
        assertThat(staged.resolve("x/b.txt")).exists();
        assertThat(staged.resolve("y")).doesNotExist();
        assertThat(staged.resolve("x/tmp")).doesNotExist();
        assertThat(staged.resolve("a.bin")).doesNotExist();
    }

    @Test
    void aLargeFileGoesOnAtTheByteWhereItWasCut() throws Exception {
        byte[] bytes = new byte[80 << 20];
        new java.util.Random(1).nextBytes(bytes);
        Files.write(source.resolve("big"), bytes);
        TreeTransfer first = transfer();
        first.compare();
        Path staged = Files.createDirectories(Path.of(first.staging()).resolve("tree"));
        Files.write(staged.resolve("big"), java.util.Arrays.copyOf(bytes, 70 << 20));
        write(staged.resolve("left/over"), "from an earlier night");

        TreeTransfer second = transfer();
        second.compare();
        second.send(Manifest.NONE);
        assertThat(second.moved()).isBetween(10L << 20, (10L << 20) + 100_000);
        assertThat(listing(staged)).isEqualTo(listing(source));
    }

    @Test
    void aPartThatIsNotWhatItShouldBeIsSentAgain() throws Exception {
        byte[] bytes = new byte[3 << 20];
        new java.util.Random(1).nextBytes(bytes);
        Files.write(source.resolve("file"), bytes);
        TreeTransfer transfer = transfer();
        transfer.compare();
        Path staged = Files.createDirectories(Path.of(transfer.staging()).resolve("tree"));
        Files.write(staged.resolve("file"), new byte[2 << 20]);
        transfer.send(Manifest.NONE);
        assertThat(listing(staged)).isEqualTo(listing(source));
        assertThat(warnings).containsExactly("file on old changed while it was sent; it is sent again");
    }

    /** Small ones are packed, large ones go alone; each is changed without a change of its size. */
    @Test
    void filesThatChangeBeforeTheyAreSentArriveAsTheyAreThen() throws Exception {
        byte[] bytes = new byte[65 << 20];
        Files.write(source.resolve("large"), bytes);
        write(source.resolve("small"), "one");
        TreeTransfer transfer = transfer();
        transfer.compare();
        Path staged = Path.of(transfer.staging()).resolve("tree");
        bytes[64 << 20] = 1;
        Files.write(source.resolve("large"), bytes);
        Files.writeString(source.resolve("small"), "two");
        transfer.send(Manifest.NONE);
        assertThat(listing(staged)).isEqualTo(listing(source));
        assertThat(warnings).hasSize(1).allMatch(line -> line.contains("changed while it was sent"));
    }

    @Test
    void everyFileThatWasSentIsInTheManifestWithItsDigest() throws Exception {
        Files.write(source.resolve("large"), new byte[65 << 20]);
        write(source.resolve("some/small"), "one");
        write(source.resolve("some/\u00e4 and \u2603"), "");
        new ProcessBuilder("truncate", "-s", "5M", source.resolve("holes").toString())
                .start()
                .waitFor();
        List<String> lines = new ArrayList<>();
        transfer().send(new Manifest() {
            @Override
            public void begin() {
                lines.clear();
            }

            @Override
            public void sent(TreeEntry entry, String sha256, Instant compared) {
                lines.add(sha256 + "  " + entry.path());
            }
        });
        assertThat(lines).hasSize(4);
        Files.write(folder.resolve("sums"), lines);
        Process check = new ProcessBuilder(
                        "sha256sum", "-c", "--strict", folder.resolve("sums").toString())
                .directory(source.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(check.getInputStream().readAllBytes()).lines()).allMatch(line -> line.endsWith(": OK"));
        assertThat(check.waitFor()).isZero();
    }

    @Test
    void aSingleFileMayBeMeant() throws Exception {
        Files.delete(source);
        write(source, "just a file");
        TreeTransfer transfer = transfer();
        assertThat(transfer.compare().files()).isEqualTo(1);
        transfer.send(Manifest.NONE);
        assertThat(Files.readString(Path.of(transfer.staging()).resolve("tree")))
                .isEqualTo("just a file");
        write(copy, "just a file");
        assertThat(transfer().compare().summary()).isEqualTo("0 files (0 bytes)");
    }

    @Test
    void whatCannotBeDoneIsSaid() throws Exception {
        assertThatThrownBy(() -> transfer(new TreeOrder(
                                "old",
                                folder + "/none",
                                copy.toString(),
                                List.of(),
                                List.of(),
                                false,
                                false,
                                false,
                                0,
                                TreeOrder.Stop.RULE,
                                List.of()))
                        .compare())
                .hasMessage("there is no " + folder + "/none on old");
        write(copy, "a file");
        assertThatThrownBy(() -> transfer().compare())
                .hasMessageContaining("data is a file, and")
                .hasMessageContaining("is a directory; a transfer puts no such thing in the place of another");
        assertThatThrownBy(() -> transfer(new TreeOrder(
                                "old",
                                source.toString(),
                                folder + "/no/where",
                                List.of(),
                                List.of(),
                                false,
                                false,
                                false,
                                0,
                                TreeOrder.Stop.RULE,
                                List.of()))
                        .staging())
                .hasMessage("nothing can be brought to " + folder + "/no/where on new: the directory " + folder
                        + "/no does not exist");
    }

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
        List<String> manifest = new ArrayList<>();
        TreeTransfer transfer = converting(source);
        transfer.send(new Manifest() {
            @Override
            public void begin() {
                manifest.clear();
            }

            @Override
            public void sent(TreeEntry entry, String sha256, Instant compared) {
                manifest.add(sha256 + "  " + entry.path());
            }
        });
        Path staged = Path.of(transfer.staging()).resolve("tree");
        assertThat(staged.resolve("streets.csv")).hasContent("Stra\u00dfe\nM\u00fcnzgasse\n");
        assertThat(staged.resolve("texts/" + "n".repeat(120) + "/\u2603 note"))
                .hasContent("\u20ac 5\n".repeat(100_000));
        assertThat(staged.resolve("texts/empty")).isEmptyFile();
        assertThat(Files.readAllBytes(staged.resolve("other.txt"))).isEqualTo("as \u00e4t was\r\n".getBytes(WINDOWS));
        assertThat(staged.resolve("many/299.csv")).hasContent("Nummer 299 \u00fc\n");
        assertThat(attributes(staged)).isEqualTo(attributes(source));
        assertThat(warnings).isEmpty();

        Files.write(folder.resolve("sums"), manifest);
        assertThat(new ProcessBuilder(
                                "sha256sum",
                                "-c",
                                "--quiet",
                                folder.resolve("sums").toString())
                        .directory(staged.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        assertThat(manifest).hasSize(304);

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
}
