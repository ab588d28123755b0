package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is still to be sent, seen by what is staged already. */
final class Pending {
    /** From this size on a file goes alone, so that it goes on at the byte where it was cut. */
    static final long LARGE = 64L << 20;

    /** A part of this size is worth going on with. */
    private static final long WORTH = 1L << 20;

    private final EntryFile packed;
    private final EntryFile converted;
    private final Converting converting;
    private final List<Part> parts = new ArrayList<>();
    private final List<String> stale = new ArrayList<>();
    private final Set<String> touched = new HashSet<>();
    /** Directories that are packed, from the top down to where we are. */
    private final Deque<String> above = new ArrayDeque<>();

    private long there;
    private long missing;

    /** A file that goes alone, from a byte on. */
    record Part(TreeEntry entry, long from) {}

    private Pending(EntryFile packed, EntryFile converted, Converting converting) {
        this.packed = packed;
        this.converted = converted;
        this.converting = converting;
    }

    static Pending of(EntryFile wanted, EntryFile staged, Converting converting, Path folder) throws IOException {
        Pending pending = new Pending(
                new EntryFile(folder.resolve("packed")), new EntryFile(folder.resolve("to-convert")), converting);
        try (pending.packed;
                pending.converted;
                EntryFile.Reader from = wanted.read();
                EntryFile.Reader to = staged.read()) {
            while (from.peek() != null || to.peek() != null) {
                TreeEntry next = from.peek();
                TreeEntry found = to.peek();
                int side = next == null ? 1 : found == null ? -1 : TreeOrdering.compare(next.path(), found.path());
                if (side > 0) {
                    pending.strange(java.util.Objects.requireNonNull(to.take()), next);
                } else {
                    pending.one(java.util.Objects.requireNonNull(from.take()), side == 0 ? to.take() : null);
                }
            }
        }
        return pending;
    }

    /** Left from an earlier time; directories on the way to what is wanted stay. */
    private void strange(TreeEntry found, @Nullable TreeEntry next) {
        boolean onTheWay = found.isDirectory() && next != null && TreeOrdering.isBelow(next.path(), found.path());
        boolean withItsDirectory = !stale.isEmpty() && TreeOrdering.isBelow(found.path(), stale.get(stale.size() - 1));
        if (!onTheWay && !withItsDirectory) {
            stale(found.path());
        }
    }

    private void one(TreeEntry entry, @Nullable TreeEntry found) throws IOException {
        if (found != null && found.kind() != entry.kind()) {
            stale(found.path());
            if (converting.isMeant(entry)) {
                convert(entry, null);
            } else {
                add(entry, null);
            }
        } else if (!entry.isFile()) {
            if (found == null || entry.isDirectory() && !(found.mode() == entry.mode() && found.sameTime(entry))) {
                pack(entry);
            }
        } else if (converting.isMeant(entry)) {
            convert(entry, found);
        } else if (found != null && found.size() == entry.size() && found.sameTime(entry)) {
            there += entry.size();
        } else {
            add(entry, found);
        }
    }

    /** What was staged by an earlier process may be converted, but nobody knows what it had to become. */
    private void convert(TreeEntry entry, @Nullable TreeEntry found) throws IOException {
        Converting.Converted known = converting.of(entry.path());
        if (known != null && found != null && found.size() == known.size() && found.sameTime(entry)) {
            there += entry.size();
        } else {
            if (found != null && entry.path().isEmpty()) {
                stale("");
            }
            converted.add(entry);
            touch(entry.path());
            missing += entry.size();
        }
    }

    private void add(TreeEntry entry, @Nullable TreeEntry found) throws IOException {
        boolean goesOn = found != null && found.size() >= WORTH && found.size() <= entry.size();
        boolean tooLong = found != null && found.size() > entry.size();
        if (tooLong) {
            stale(entry.path());
        }
        if (entry.isFile()
                && (entry.size() >= LARGE && !hasHoles(entry)
                        || goesOn
                        || entry.path().isEmpty())) {
            long from = found == null || tooLong ? 0 : found.size();
            if (found == null) {
                touch(entry.path());
            }
            parts.add(new Part(entry, from));
            there += from;
            missing += entry.size() - from;
        } else {
            pack(entry);
            missing += entry.isFile() ? entry.size() : 0;
        }
    }

    private void pack(TreeEntry entry) throws IOException {
        packed.add(entry);
        touch(entry.path());
        if (entry.isDirectory()) {
            above.push(entry.path());
        }
    }

    private void stale(String path) {
        stale.add(path);
        touch(path);
    }

    /** A name comes or goes, which changes its directory; one that is packed itself comes right in the end. */
    private void touch(String path) {
        while (!above.isEmpty() && !TreeOrdering.isBelow(path, above.peek())) {
            above.pop();
        }
        String directory = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        if (!path.isEmpty() && !directory.equals(above.peek())) {
            touched.add(directory);
        }
    }

    /** tar sends holes as what they are. */
    private static boolean hasHoles(TreeEntry entry) {
        return entry.held() < entry.size() / 10 * 9;
    }

    boolean isNothing() {
        return packed.count() == 0 && converted.count() == 0 && parts.isEmpty();
    }

    EntryFile packed() {
        return packed;
    }

    /** Files that become something else on the way. */
    EntryFile converted() {
        return converted;
    }

    List<Part> parts() {
        return parts;
    }

    List<String> stale() {
        return stale;
    }

    /** Directories that are staged, and are changed by what is sent. */
    Set<String> touched() {
        return touched;
    }

    /** Bytes that are staged already. */
    long there() {
        return there;
    }

    long missing() {
        return missing;
    }
}
