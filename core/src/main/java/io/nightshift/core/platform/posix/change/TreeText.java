package io.nightshift.core.platform.posix.change;

import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.core.platform.posix.text.OddBytes;
import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.playbooks.module.TreeChange;
import io.nightshift.playbooks.module.TreeChange.ArriveTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The operations of an arrival as lines for {@code tree.sh}, there and back, each with no more names than one command takes. */
final class TreeText {
    private static final int NAMES = 200;
    private static final int BYTES = 100_000;
    /** setuid and setgid, which chown takes away. */
    private static final int SPECIAL = 06000;

    private final ArriveTree change;
    private final String name;
    private final OddBytes words = new OddBytes();
    private final List<String> there = new ArrayList<>();
    /** Newest last; written in reverse. */
    private final List<String> back = new ArrayList<>();

    private final List<String> lastModes = new ArrayList<>();
    private final List<String> lastTimes = new ArrayList<>();
    private final Set<String> kept = new LinkedHashSet<>();
    private final Set<String> placed = new LinkedHashSet<>();
    private int number;

    TreeText(ArriveTree change) {
        this.change = change;
        name = change.path().substring(change.path().lastIndexOf('/') + 1);
        change.operations().forEach(this::add);
    }

    /** What brings the tree to its place; sourced with {@code tree.sh} at hand. */
    byte[] there() {
        return text("\"$_ns_a/old\"", kept, there);
    }

    /**
     * What takes it back: everything in reverse. Times of directories come again at the end, since every move changes them, and
     * special modes after the owners.
     */
    byte[] back() {
        List<String> lines = reversed(back);
        lines.addAll(reversed(lastModes));
        lines.addAll(reversed(lastTimes));
        return text("\"$_ns_s/tree\"", placed, lines);
    }

    private static List<String> reversed(List<String> lines) {
        List<String> turned = new ArrayList<>(lines);
        Collections.reverse(turned);
        return turned;
    }

    private byte[] text(String base, Set<String> directories, List<String> lines) {
        StringBuilder out = new StringBuilder();
        batches(List.copyOf(directories), 0, some -> out.append(line("_ns_make " + base, some)));
        lines.forEach(out::append);
        return HostText.encode(words.definitions() + out);
    }

    private void add(TreeChange.Operation operation) {
        if (operation instanceof TreeChange.Place place) {
            String kind = place.replaces() ? "over" : "new";
            if (place.replaces()) {
                kept.add(place.dir());
            }
            placed.add(place.dir());
            addMoves("_ns_place", place.dir(), kind, place.names());
        } else if (operation instanceof TreeChange.Remove remove) {
            kept.add(remove.dir());
            addMoves("_ns_remove", remove.dir(), "gone", remove.names());
        } else if (operation instanceof TreeChange.PlaceAll all) {
            String rest = "_whole " + ++number + (all.replaces() ? " over" : " new") + " || return 1\n";
            there.add("_ns_place" + rest);
            back.add("_ns_return" + rest);
        } else if (operation instanceof TreeChange.SetModes modes) {
            Integer bits = modes.before();
            String before = bits == null ? null : ShellText.mode(bits);
            addValues("modes", modes.paths(), ShellText.mode(modes.mode()), before, back);
            if (bits != null && before != null && (bits & SPECIAL) != 0) {
                batches(modes.paths(), 0, some -> lastModes.add(set("modes", before, some)));
            }
        } else if (operation instanceof TreeChange.SetOwners owners) {
            addValues("owners", owners.paths(), owners.owner(), owners.before(), back);
        } else if (operation instanceof TreeChange.SetTimes times) {
            addValues("times", times.paths(), times.time(), times.before(), lastTimes);
        }
    }

    private void addMoves(String function, String directory, String kind, List<String> names) {
        int prefix = change.staging().length() + directory.length();
        batches(names, prefix, some -> {
            String which = " " + ++number + " " + words.word(directory) + " " + kind;
            there.add(line(function + which, some));
            back.add(line("_ns_return" + which, some));
        });
    }

    private void addValues(
            String kind, List<String> paths, String value, @Nullable String before, List<String> backwards) {
        batches(paths, name.length(), some -> {
            there.add(set(kind, value, some));
            if (before != null) {
                backwards.add(set(kind, before, some));
            }
        });
    }

    private String set(String kind, String value, List<String> paths) {
        List<String> full = paths.stream()
                .map(path -> path.isEmpty() ? name : name + "/" + path)
                .toList();
        return line("_ns_set " + kind + " " + words.word(value), full);
    }

    private String line(String command, List<String> names) {
        StringBuilder out = new StringBuilder(command);
        names.forEach(each -> out.append(' ').append(words.word(each)));
        return out.append(" || return 1\n").toString();
    }

    /** {@code prefix}: bytes that come to each name in a command. */
    private static void batches(List<String> names, int prefix, Consumer<List<String>> use) {
        int start = 0;
        long bytes = 0;
        for (int i = 0; i < names.size(); i++) {
            long more = HostText.encode(names.get(i)).length + prefix + 20L;
            if (i > start && (i - start == NAMES || bytes + more > BYTES)) {
                use.accept(names.subList(start, i));
                start = i;
                bytes = 0;
            }
            bytes += more;
        }
        if (start < names.size()) {
            use.accept(names.subList(start, names.size()));
        }
    }
}
