package io.nightshift.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk that loses power. It remembers every write, truncation, sync and renaming, and can say what would be left if the power went
 * at any of them: all that was synced, and of the rest some sectors of some writes, or none, in a file that has grown or not.
 */
final class TornDisk {
    private static final int SECTOR = 512;

    private final Map<String, byte[]> before;
    private final List<Operation> operations = new ArrayList<>();

    /** An empty disk. */
    TornDisk() {
        this(Map.of());
    }

    /** A disk with these files. */
    TornDisk(Map<String, byte[]> files) {
        this.before = Map.copyOf(files);
    }

    private enum Kind {
        WRITE,
        TRUNCATE,
        FORCE,
        MOVE,
        DELETE
    }

    /** @param number the place of a write, the new size, or how many operations a sync takes along */
    private record Operation(Kind kind, String file, long number, byte[] bytes, String target) {}

    synchronized int operations() {
        return operations.size();
    }

    synchronized void write(String file, long position, byte[] bytes) {
        operations.add(new Operation(Kind.WRITE, file, position, bytes, ""));
    }

    synchronized void truncate(String file, long size) {
        operations.add(new Operation(Kind.TRUNCATE, file, size, new byte[0], ""));
    }

    synchronized void forced(String file, int upTo) {
        operations.add(new Operation(Kind.FORCE, file, upTo, new byte[0], ""));
    }

    synchronized void move(String file, String target) {
        operations.add(new Operation(Kind.MOVE, file, 0, new byte[0], target));
    }

    synchronized void delete(String file) {
        operations.add(new Operation(Kind.DELETE, file, 0, new byte[0], ""));
    }

    /** One file: what is safe, and what has been done since. */
    private record Content(byte[] synced, List<Indexed> since) {}

    private record Indexed(int index, Operation operation) {}

    /**
     * What the disk holds if the power goes when so many operations have been done and the next is under way. Folders are taken as
     * synced with the next operation of any kind: the store syncs its folder after it renames.
     */
    Map<String, byte[]> cutAt(int done, Random random) {
        Map<String, Content> files = new HashMap<>();
        before.forEach((name, bytes) -> files.put(name, new Content(bytes, new ArrayList<>())));
        for (int i = 0; i < Math.min(done + 1, operations.size()); i++) {
            Operation next = operations.get(i);
            boolean inFlight = i == done;
            Content content = files.getOrDefault(next.file(), new Content(new byte[0], new ArrayList<>()));
            switch (next.kind()) {
                case WRITE, TRUNCATE -> {
                    files.put(next.file(), content);
                    content.since().add(new Indexed(i, next));
                }
                case FORCE -> {
                    if (!inFlight) {
                        files.put(next.file(), forced(content, next.number()));
                    }
                }
                case MOVE -> {
                    if (!inFlight || random.nextBoolean()) {
                        files.remove(next.file());
                        files.put(next.target(), content);
                    }
                }
                case DELETE -> {
                    if (!inFlight || random.nextBoolean()) {
                        files.remove(next.file());
                    }
                }
                default -> throw new IllegalStateException(next.toString());
            }
        }
        Map<String, byte[]> left = new HashMap<>();
        files.forEach((name, content) -> left.put(name, torn(content, random)));
        return left;
    }

    private static Content forced(Content content, long upTo) {
        byte[] synced = content.synced();
        List<Indexed> later = new ArrayList<>();
        for (Indexed each : content.since()) {
            if (each.index() < upTo) {
                synced = applied(synced, each.operation());
            } else {
                later.add(each);
            }
        }
        return new Content(synced, later);
    }

    private static byte[] applied(byte[] bytes, Operation operation) {
        if (operation.kind() == Kind.TRUNCATE) {
            return Arrays.copyOf(bytes, Math.min(bytes.length, (int) operation.number()));
        }
        byte[] all = Arrays.copyOf(bytes, Math.max(bytes.length, (int) operation.number() + operation.bytes().length));
        System.arraycopy(operation.bytes(), 0, all, (int) operation.number(), operation.bytes().length);
        return all;
    }

    private static byte[] torn(Content content, Random random) {
        byte[] left = content.synced();
        int mood = random.nextInt(5);
        for (Indexed each : content.since()) {
            boolean whole = mood == 0 || mood > 1 && random.nextInt(3) == 0;
            if (whole) {
                left = applied(left, each.operation());
            } else if (mood > 1 && each.operation().kind() == Kind.WRITE && random.nextBoolean()) {
                left = someSectors(left, each.operation(), random);
            }
        }
        return mood == 4 && left.length > content.synced().length // the data came to the disk, the new length did not
                ? Arrays.copyOf(left, content.synced().length)
                : left;
    }

    private static byte[] someSectors(byte[] bytes, Operation write, Random random) {
        byte[] all = bytes;
        int length = write.bytes().length;
        int begun = random.nextInt(3); // the first sectors, the last, or any
        int border = random.nextInt(length / SECTOR + 1) * SECTOR;
        for (int from = 0; from < length; from += SECTOR) {
            boolean kept = begun == 0 ? from < border : begun == 1 ? from >= border : random.nextBoolean();
            if (kept) {
                byte[] sector = Arrays.copyOfRange(write.bytes(), from, Math.min(length, from + SECTOR));
                all = applied(all, new Operation(Kind.WRITE, write.file(), write.number() + from, sector, ""));
            }
        }
        return all;
    }

    /** What the disk was told last, for messages. */
    String lastBefore(int done) {
        StringBuilder last = new StringBuilder();
        for (int i = Math.max(0, done - 12); i <= Math.min(done, operations.size() - 1); i++) {
            Operation each = operations.get(i);
            last.append(' ').append(i).append(each.kind()).append('@').append(each.number());
            last.append(each.bytes().length == 0 ? "" : "+" + each.bytes().length);
        }
        return last.toString();
    }

    /** Writes such files into a folder. */
    static void restore(Map<String, byte[]> files, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
