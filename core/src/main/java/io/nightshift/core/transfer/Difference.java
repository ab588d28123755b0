package io.nightshift.core.transfer;

import io.nightshift.playbooks.module.TreeChange.ArriveTree;
import io.nightshift.playbooks.module.TreeChange.Operation;
import io.nightshift.playbooks.module.TreeChange.Place;
import io.nightshift.playbooks.module.TreeChange.PlaceAll;
import io.nightshift.playbooks.module.TreeChange.Remove;
import io.nightshift.playbooks.module.TreeChange.SetModes;
import io.nightshift.playbooks.module.TreeChange.SetOwners;
import io.nightshift.playbooks.module.TreeChange.SetTimes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to be sent, and what has to be done at the destination once it is there.
 *
 * <p>Names that come to the same directory, and paths that get the same attributes, are done together.
 */
final class Difference {
    private static final int SHOWN = 50;

    /** In the same directory, the same way. */
    private record Group(String directory, boolean replaces) {}

    /** The same attribute, from the same to the same. */
    private record Attribute(String value, String before) {}

    private final Map<Group, List<String>> placed = new LinkedHashMap<>();
    private final Map<String, List<String>> removed = new LinkedHashMap<>();
    private final Map<Attribute, List<String>> modes = new LinkedHashMap<>();
    private final Map<Attribute, List<String>> owners = new LinkedHashMap<>();
    private final Map<Attribute, List<String>> times = new LinkedHashMap<>();
    private final List<Operation> directoryTimes = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();

    /** Set where the tree itself is not there. */
    private boolean whole;

    private boolean wholeReplaces;
    long files;
    long bytes;
    long others;
    long removals;
    long attributes;
    long unchanged;
    long left;

    void placeAll(boolean replaces) {
        whole = true;
        wholeReplaces = replaces;
    }

    boolean isWhole() {
        return whole;
    }

    void place(String directory, String name, boolean replaces) {
        placed.computeIfAbsent(new Group(directory, replaces), g -> new ArrayList<>())
                .add(name);
    }

    void remove(String directory, String name) {
        removed.computeIfAbsent(directory, d -> new ArrayList<>()).add(name);
        removals++;
    }

    void mode(String path, int mode, int before) {
        modes.computeIfAbsent(new Attribute(Integer.toString(mode), Integer.toString(before)), a -> new ArrayList<>())
                .add(path);
        attributes++;
    }

    void owner(String path, String owner, String before) {
        owners.computeIfAbsent(new Attribute(owner, before), a -> new ArrayList<>())
                .add(path);
        attributes++;
    }

    void time(String path, String time, String before) {
        times.computeIfAbsent(new Attribute(time, before), a -> new ArrayList<>())
                .add(path);
        attributes++;
    }

    /** Directories come last, the deepest first. */
    void directoryTime(String path, String time, String before, boolean counts) {
        directoryTimes.add(new SetTimes(List.of(path), time, before));
        attributes += counts ? 1 : 0;
    }

    /** A line for people who ask what differs. */
    void show(String line) {
        if (shown.size() < SHOWN) {
            shown.add(line);
        }
    }

    List<String> shown() {
        return shown;
    }

    boolean isNothing() {
        return !whole && files == 0 && others == 0 && removals == 0 && attributes == 0;
    }

    /** Everything to be done, in an order that can be done and taken back. */
    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        if (whole) {
            all.add(new PlaceAll(wholeReplaces));
            return all;
        }
        removed.forEach((directory, names) -> all.add(new Remove(directory, names)));
        placed.forEach((group, names) -> all.add(new Place(group.directory(), names, group.replaces())));
        // The change of an owner takes setuid bits away, and so comes before the mode.
        owners.forEach((owner, paths) -> all.add(new SetOwners(paths, owner.value(), owner.before())));
        modes.forEach((mode, paths) ->
                all.add(new SetModes(paths, Integer.parseInt(mode.value()), Integer.parseInt(mode.before()))));
        times.forEach((time, paths) -> all.add(new SetTimes(paths, time.value(), time.before())));
        all.addAll(directoryTimes);
        return all;
    }

    ArriveTree arrival(String path, String staging) {
        return new ArriveTree(path, staging, operations(), summary());
    }

    /** What it comes to, in a few words. */
    String summary() {
        List<String> parts = new ArrayList<>();
        if (files > 0 || others == 0 && removals == 0 && attributes == 0) {
            parts.add(Amount.count(files, "file") + " (" + Amount.bytes(bytes) + ")");
        }
        if (others > 0) {
            parts.add(Amount.count(others, others == 1 ? "directory or link" : "directories and link"));
        }
        if (removals > 0) {
            parts.add(Amount.count(removals, "removal"));
        }
        if (attributes > 0) {
            parts.add(Amount.count(attributes, "attribute"));
        }
        return String.join(", ", parts);
    }
}
