package io.nightshift.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.playbooks.module.TreeChange.Operation;
import io.nightshift.playbooks.module.TreeChange.Place;
import io.nightshift.playbooks.module.TreeChange.PlaceAll;
import io.nightshift.playbooks.module.TreeChange.Remove;
import io.nightshift.playbooks.module.TreeOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What differs between two trees, and what is staged of it. */
class TreeTransferTest extends TwoTrees {
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
        Sums sums = new Sums();
        transfer().send(sums);
        assertThat(sums.lines).hasSize(4);
        sums.mustBeOf(source);
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
}
