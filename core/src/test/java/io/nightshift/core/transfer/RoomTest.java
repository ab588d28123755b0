package io.nightshift.core.transfer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeEntry.Kind;
import io.nightshift.core.platform.TreeScripts.Site;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether it fits is known before the first byte. */
class RoomTest {
    private static final long MIB = 1L << 20;

    @TempDir
    Path folder;

    private final TreeOrder order = new TreeOrder(
            "old", "/srv", "/srv", List.of(), List.of(), false, false, false, 0, TreeOrder.Stop.RULE, List.of());

    /** Two files of 10 MiB, of which nothing is there yet. */
    private Pending pending() throws IOException {
        EntryFile wanted = new EntryFile(folder.resolve("wanted"));
        EntryFile staged = new EntryFile(folder.resolve("staged"));
        try (wanted;
                staged) {
            wanted.add(file("a"));
            wanted.add(file("b"));
        }
        return Pending.of(wanted, staged, new Converting(order, folder, null), folder);
    }

    private static TreeEntry file(String path) {
        return new TreeEntry(path, Kind.FILE, 0644, 0, 0, "root", "root", 10 * MIB, 1, 0, path, 1, 10 * MIB, "");
    }

    private void check(long free, long files) throws Exception {
        Room.check(new Site("/srv/.nightshift-transfer-1", free, files), pending(), "/srv/data", "new");
    }

    @Test
    void whatFitsIsSent() {
        assertThatCode(() -> check(84 * MIB, 2)).doesNotThrowAnyException();
        assertThatCode(() -> check(84 * MIB, -1)).doesNotThrowAnyException();
        assertThatCode(() -> check(-1, -1)).doesNotThrowAnyException();
    }

    @Test
    void tooFewBytesAreNamed() {
        assertThatThrownBy(() -> check(84 * MIB - 1, -1))
                .hasMessage("there is no room for it at /srv/data on new: 20 MiB are to be sent, and 84 MiB are free,"
                        + " of which 64 MiB are left to others");
    }

    @Test
    void tooFewInodesAreNamed() {
        assertThatThrownBy(() -> check(1000 * MIB, 1))
                .hasMessage(
                        "the file system of /srv/data on new takes only 1 more files (inodes), and 2 are to be sent");
    }
}
