package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Owner, group and mode of everything below a directory. */
final class FileTree {
    /** A tree larger than this is not changed blindly. */
    static final int MOST_ENTRIES = 200_000;

    private FileTree() {}

    static Probe.Tree probe(String path, boolean follow, Checksum checksum) {
        return new Probe.Tree(path, 0, follow, checksum, MOST_ENTRIES);
    }

    /** Everything below a directory and itself; fails when there is more than can be handled. */
    static List<PathState> read(HostView host, Probe.Tree probe) {
        Reading.Tree tree = host.need(probe).readings().get(probe, Reading.Tree.class);
        if (!tree.complete()) {
            throw new ModuleFailure("there are more than " + probe.limit() + " files below " + probe.path()
                    + "; name a smaller directory");
        }
        return tree.entries();
    }

    /** One change that lists exactly the paths that differ; with {@code follow} also what links below lead to. */
    static List<Change> changes(HostView host, String directory, FileAttributes attributes, boolean follow) {
        List<SetAttributes.Entry> entries = new ArrayList<>();
        boolean links = false;
        for (PathState state : read(host, probe(directory, false, Checksum.NONE))) {
            links |= state.isLink();
            // a link has an owner of its own, but no mode
            add(entries, state, state.isLink() ? attributes.withMode(null) : attributes, !state.isLink());
        }
        if (follow && links) {
            Set<String> done = new HashSet<>();
            read(host, probe(directory, false, Checksum.NONE)).stream()
                    .filter(state -> !state.isLink())
                    .forEach(state -> done.add(state.path()));
            for (PathState state : read(host, probe(directory, true, Checksum.NONE))) {
                if (!state.isLink() && !done.contains(state.path())) {
                    add(entries, state, attributes, true);
                }
            }
        }
        return entries.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(new SetAttributes(directory, entries)));
    }

    private static void add(
            List<SetAttributes.Entry> entries, PathState state, FileAttributes asked, boolean followLink) {
        Attributes missing = asked.missing(state);
        if (!missing.keepsAll()) {
            entries.add(new SetAttributes.Entry(state.path(), missing, followLink));
        }
    }
}
