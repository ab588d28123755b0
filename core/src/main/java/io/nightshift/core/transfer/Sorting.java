package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Puts the entries of a tree in {@link TreeOrdering its order}, with a bounded part of them in memory. */
final class Sorting {
    private static final int IN_MEMORY = 50_000;

    private final Path folder;
    private final String name;
    private final List<TreeEntry> part = new ArrayList<>();
    private final List<EntryFile> parts = new ArrayList<>();

    /** @param name of the files it makes in the folder */
    Sorting(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    void add(TreeEntry entry) {
        part.add(entry);
        if (part.size() >= IN_MEMORY) {
            try {
                spill();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void spill() throws IOException {
        part.sort(TreeOrdering.BY_PATH);
        EntryFile file = new EntryFile(folder.resolve(name + "." + parts.size()));
        try (file) {
            for (TreeEntry entry : part) {
                file.add(entry);
            }
        }
        parts.add(file);
        part.clear();
    }

    /** All entries, in order. */
    EntryFile sorted() throws IOException {
        if (parts.isEmpty() || !part.isEmpty()) {
            spill();
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        PriorityQueue<EntryFile.Reader> heads = new PriorityQueue<>(
                Comparator.comparing(reader -> java.util.Objects.requireNonNull(reader.peek()), TreeOrdering.BY_PATH));
        List<EntryFile.Reader> open = new ArrayList<>();
        EntryFile all = new EntryFile(folder.resolve(name));
        try (all) {
            for (EntryFile each : parts) {
                EntryFile.Reader reader = each.read();
                open.add(reader);
                heads.add(reader);
            }
            for (EntryFile.Reader head = heads.poll(); head != null; head = heads.poll()) {
                TreeEntry entry = head.take();
                if (entry != null) {
                    all.add(entry);
                }
                if (head.peek() != null) {
                    heads.add(head);
                }
            }
        } finally {
            for (EntryFile.Reader reader : open) {
                reader.close();
            }
        }
        return all;
    }
}
