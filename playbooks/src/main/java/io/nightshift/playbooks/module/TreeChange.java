package io.nightshift.playbooks.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tree of files that was sent to a host: room for it beside its destination, and its arrival there by renames. */
public sealed interface TreeChange extends Change {
    /** How a directory is named in which a tree waits; nothing else is ever removed as one. */
    String STAGING = ".nightshift-transfer-";

    /** Where the tree has its place: absolute, without a slash at its end. */
    String path();

    /** The directory on the same file system that holds what was sent, below {@code tree}. */
    String staging();

    @Override
    default boolean touches(Probe probe) {
        return Paths.isAboutPaths(probe);
    }

    /**
     * A tree is brought from another machine: staged, compared at both ends, and put in its place. The engine makes it of a
     * {@link StageTree} and an {@link ArriveTree}, which have their ways back.
     *
     * @param summary what differs, in a few words
     * @param lines what differs, not all
     */
    record BringTree(TreeOrder order, String summary, List<String> lines) implements TreeChange {
        public BringTree {
            lines = List.copyOf(lines);
        }

        @Override
        public String path() {
            return order.destination();
        }

        @Override
        public String staging() {
            return "";
        }

        @Override
        public String describe() {
            return "bring " + summary + " from " + order.source() + " on " + order.from() + " to "
                    + order.destination();
        }

        @Override
        public Object essence() {
            return order;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return probe instanceof Probe.TreeDifference same && same.order().equals(order)
                    ? new Reading.TreeDifference(0, 0, 0, 0, 0, 0, 0, List.of(), "")
                    : TreeChange.super.predict(probe, before);
        }
    }

    /** The directory {@code staging} is made, for its owner only; one that is there, with what it holds, stays. */
    record StageTree(String path, String staging) implements TreeChange {
        public StageTree {
            TreePaths.checkPlace(path, staging);
        }

        @Override
        public String describe() {
            return "stage what is sent to " + path;
        }
    }

    /**
     * What waits in {@code staging} takes its place, and what it replaces is kept aside until undo is pruned.
     *
     * @param operations made in this order; taken back in the reverse order
     * @param summary what is brought, in a few words
     */
    record ArriveTree(String path, String staging, List<Operation> operations, String summary) implements TreeChange {
        public ArriveTree {
            operations = List.copyOf(operations);
            TreePaths.checkPlace(path, staging);
            boolean whole = operations.stream().anyMatch(operation -> operation instanceof PlaceAll);
            if (whole && operations.stream().filter(ArriveTree::moves).count() > 1) {
                throw new IllegalArgumentException("a tree that is placed as a whole is placed by nothing else");
            }
        }

        private static boolean moves(Operation operation) {
            return operation instanceof Place || operation instanceof PlaceAll || operation instanceof Remove;
        }

        @Override
        public String describe() {
            return "bring " + summary + " to " + path;
        }
    }

    /** One kind of thing done to many names at once. Paths and directories are relative to the tree; "" is the tree itself. */
    sealed interface Operation {}

    /**
     * {@code staging/tree/DIR/NAME} becomes {@code path/DIR/NAME}: a file, a link or a whole directory.
     *
     * @param replaces something is there now, for each of the names; a file is then never missing in between
     */
    record Place(String dir, List<String> names, boolean replaces) implements Operation {
        public Place {
            names = TreePaths.names(names);
            TreePaths.checkRelative(dir);
        }
    }

    /**
     * {@code staging/tree} itself becomes the path.
     *
     * @param replaces a file or a link is there now
     */
    record PlaceAll(boolean replaces) implements Operation {}

    /** Files, links or whole directories are moved aside. */
    record Remove(String dir, List<String> names) implements Operation {
        public Remove {
            names = TreePaths.names(names);
            TreePaths.checkRelative(dir);
        }
    }

    /**
     * Permission bits of files and directories, never of links.
     *
     * @param before those that all of them have now; null where the paths come with this step
     */
    record SetModes(List<String> paths, int mode, @Nullable Integer before) implements Operation {
        public SetModes {
            paths = TreePaths.relative(paths);
        }
    }

    /**
     * Owner and group as chown takes them ({@code 0:0}), of a link itself and not of what it leads to. After a bar comes what is
     * taken where the host does not know the first: {@code anna:staff|1001:50}.
     *
     * @param before those that all of them have now; null where the paths come with this step
     */
    record SetOwners(
            List<String> paths, String owner, @Nullable String before) implements Operation {
        public SetOwners {
            paths = TreePaths.relative(paths);
        }
    }

    /**
     * Modification times, of a link itself and not of what it leads to. Directories come last: every move changes theirs.
     *
     * @param time epoch seconds, maybe with nanoseconds: {@code 1700000000.123456789}
     * @param before what all of them have now; null where the paths come with this step
     */
    record SetTimes(
            List<String> paths, String time, @Nullable String before) implements Operation {
        public SetTimes {
            paths = TreePaths.relative(paths);
            TreePaths.checkTime(time);
            if (before != null) {
                TreePaths.checkTime(before);
            }
        }
    }
}
