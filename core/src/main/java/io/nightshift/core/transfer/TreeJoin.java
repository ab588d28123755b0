package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeEntry.Kind;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a tree and its copy side by side, both in order, and finds what differs. What only the bytes can tell is left to be
 * compared.
 */
final class TreeJoin {
    /** A directory that both have, and whether something comes or goes in it. */
    private static final class Both {
        private final TreeEntry source;
        private final TreeEntry there;
        private final boolean meant;
        private boolean touched;

        /** @param meant itself, and not only for what is in it */
        private Both(TreeEntry source, TreeEntry there, boolean meant) {
            this.source = source;
            this.there = there;
            this.meant = meant;
        }
    }

    private final TreeOrder order;
    private final Conversions conversions;
    private final PathPatterns patterns;
    private final AttributeJoin attributes;
    private final Difference difference;
    private final Sorting toSend;
    private final EntryFile toCompare;
    private final EntryFile copies;
    private final Links links;
    private final Deque<Both> open = new ArrayDeque<>();
    private final Deque<TreeEntry> unasked = new ArrayDeque<>();
    private final Extras extras;
    /** All below it comes with it. */
    private @Nullable String comes;
    /** All below it goes with it. */
    private @Nullable String goes;

    /**
     * @param owners whether the destination can keep whose files are
     * @param toSend gets what has to be sent
     * @param toCompare gets files that only their bytes tell from their copies, which {@code copies} gets
     */
    TreeJoin(
            TreeOrder order,
            boolean owners,
            Difference difference,
            Sorting toSend,
            EntryFile toCompare,
            EntryFile copies,
            Links links) {
        this.order = order;
        this.conversions = new Conversions(order);
        this.patterns = new PathPatterns(order.include(), order.exclude());
        this.attributes = new AttributeJoin(order, owners, difference);
        this.difference = difference;
        this.toSend = toSend;
        this.toCompare = toCompare;
        this.copies = copies;
        this.links = links;
        this.extras = new Extras(patterns, order.deletes());
    }

    void run(EntryFile.Reader source, EntryFile.Reader there) throws IOException, TransferFailure {
        TreeEntry root = source.peek();
        if (root == null) {
            throw new TransferFailure("there is no " + order.source() + " on " + order.from());
        }
        checkRoots(root, there.peek());
        while (source.peek() != null || there.peek() != null) {
            TreeEntry from = source.peek();
            TreeEntry to = there.peek();
            int side = from == null ? 1 : to == null ? -1 : TreeOrdering.compare(from.path(), to.path());
            if (side > 0) {
                extra(java.util.Objects.requireNonNull(there.take()));
                continue;
            }
            TreeEntry listed = java.util.Objects.requireNonNull(source.take());
            // What it becomes is no other name of what others stay.
            TreeEntry taken = conversions.isMeant(listed) ? listed.alone() : listed;
            TreeEntry match = side == 0 ? there.take() : null;
            if (!extras.hold(taken.path())) {
                extras.settle(this::gone);
            }
            if (taken.kind() == Kind.SOCKET || patterns.excludes(taken)) {
                difference.left += taken.kind() == Kind.SOCKET ? 1 : 0;
                continue;
            }
            leave(taken.path());
            asked(taken, match);
        }
        extras.settle(this::gone);
        leave(null);
    }

    private void checkRoots(TreeEntry root, @Nullable TreeEntry there) throws TransferFailure {
        if (there == null) {
            difference.placeAll(false);
            comes = "";
            return;
        }
        if (root.isDirectory() != there.isDirectory()) {
            throw new TransferFailure(order.destination() + " is a " + name(there) + ", and " + order.source() + " on "
                    + order.from() + " is a " + name(root)
                    + "; a transfer puts no such thing in the place of another");
        }
    }

    private static String name(TreeEntry entry) {
        return entry.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Directories that are only there for what is in them wait until something in them is meant. */
    private void asked(TreeEntry entry, @Nullable TreeEntry match) throws IOException {
        while (!unasked.isEmpty()
                && !TreeOrdering.isBelow(entry.path(), unasked.getLast().path())) {
            unasked.removeLast();
        }
        if (patterns.areSelective() && !entry.path().isEmpty() && !patterns.includes(entry)) {
            if (entry.isDirectory() && match != null && match.isDirectory()) {
                open.addLast(new Both(entry, match, false));
            } else if (entry.isDirectory()) {
                unasked.addLast(entry);
            }
            return;
        }
        while (!unasked.isEmpty()) {
            one(unasked.removeFirst(), null);
        }
        one(entry, match);
    }

    private void one(TreeEntry entry, @Nullable TreeEntry match) throws IOException {
        if (match == null || !entry.path().isEmpty() && comes != null && TreeOrdering.isBelow(entry.path(), comes)) {
            fresh(entry, false);
        } else {
            both(entry, match);
        }
    }

    private void fresh(TreeEntry entry, boolean replaces) {
        boolean top = comes == null || !entry.path().isEmpty() && !TreeOrdering.isBelow(entry.path(), comes);
        if (top && !entry.path().isEmpty()) {
            difference.place(entry.directory(), entry.name(), replaces);
            touch();
            comes = entry.isDirectory() ? entry.path() : null;
        }
        send(entry, replaces ? "~ " : "+ ");
    }

    private void send(TreeEntry entry, String sign) {
        difference.show(sign + (entry.path().isEmpty() ? order.destination() : entry.path()));
        if (entry.isFile()) {
            difference.files++;
            if (links.isAnotherName(entry)) {
                links.make(entry);
                return;
            }
            difference.bytes += entry.size();
        } else {
            difference.others++;
        }
        toSend.add(entry);
    }

    private void both(TreeEntry entry, TreeEntry there) throws IOException {
        if (entry.kind() != there.kind()) {
            if (there.isDirectory()) {
                goes = there.path();
            }
            fresh(entry, true);
            return;
        }
        switch (entry.kind()) {
            case DIRECTORY -> {
                open.addLast(new Both(entry, there, true));
                attributes.compare(entry, there);
            }
            case LINK -> {
                if (!entry.target().equals(there.target())) {
                    fresh(entry, true);
                } else {
                    difference.unchanged++;
                    attributes.compareOwners(entry, there);
                }
            }
            case FILE -> file(entry, there);
            default -> {
                difference.unchanged++;
                attributes.compare(entry, there);
            }
        }
    }

    private void file(TreeEntry entry, TreeEntry there) throws IOException {
        if (links.isAnotherName(entry)) {
            if (links.isLinkedAlike(entry, there)) {
                difference.unchanged++;
                touch(); // should the first name turn out to have other bytes
            } else {
                changed(entry);
            }
            return;
        }
        links.first(entry, there);
        if (conversions.isMeant(entry) ? !entry.sameTime(there) : entry.size() != there.size()) {
            changed(entry);
        } else if (conversions.isMeant(entry)) {
            same(entry, there);
        } else if (order.byContent() || !entry.sameTime(there)) {
            toCompare.add(entry);
            copies.add(there);
            touch();
        } else {
            same(entry, there);
        }
    }

    /** A file whose bytes are others than those of its copy. */
    void changed(TreeEntry entry) {
        if (entry.path().isEmpty()) {
            difference.placeAll(true);
        } else {
            difference.place(entry.directory(), entry.name(), true);
            touch();
        }
        send(entry, "~ ");
        for (String other : links.comeAgain(entry)) {
            difference.place(other.substring(0, Math.max(0, other.lastIndexOf('/'))), name(other), true);
            difference.files++;
        }
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A file whose copy has the same bytes. */
    void same(TreeEntry entry, TreeEntry there) {
        difference.unchanged++;
        attributes.compare(entry, there);
        if (!entry.sameTime(there)) {
            difference.time(entry.path(), entry.time(), there.time());
            difference.show(". " + entry.path());
        }
    }

    private void touch() {
        if (!open.isEmpty()) {
            open.getLast().touched = true;
        }
    }

    /** Closes directories that the next path is not in. */
    private void leave(@Nullable String next) {
        while (!open.isEmpty()
                && (next == null
                        || !TreeOrdering.isBelow(next, open.getLast().source.path()))) {
            Both both = open.removeLast();
            boolean differs = !both.source.sameTime(both.there);
            if (differs && both.meant || both.touched) {
                String time = both.meant ? both.source.time() : both.there.time();
                difference.directoryTime(both.source.path(), time, both.there.time(), differs && both.meant);
            }
        }
    }

    private void extra(TreeEntry entry) {
        if (goes != null && TreeOrdering.isBelow(entry.path(), goes)) {
            return;
        }
        extras.add(entry, this::gone);
    }

    private void gone(TreeEntry entry) {
        touch();
        difference.remove(entry.directory(), entry.name());
        difference.show("- " + entry.path());
    }
}
