package io.nightshift.playbooks.module;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link Probe}. */
public sealed interface Reading {
    /** What is at a path; owner and group are names, or numbers where the host has no name for them. Times are epoch seconds. */
    record PathState(
            String path,
            Kind kind,
            int mode,
            String owner,
            String group,
            long uid,
            long gid,
            long size,
            double modified,
            double accessed,
            double changed,
            long inode,
            long device,
            int links,
            @Nullable String linkTarget,
            @Nullable String checksum)
            implements Reading {
        /** {@code ABSENT} has zeros and empty strings elsewhere. */
        public enum Kind {
            ABSENT,
            FILE,
            DIRECTORY,
            LINK,
            OTHER
        }

        public static PathState absent(String path) {
            return new PathState(path, Kind.ABSENT, 0, "", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null);
        }

        public boolean exists() {
            return kind != Kind.ABSENT;
        }

        public boolean isDirectory() {
            return kind == Kind.DIRECTORY;
        }

        public boolean isFile() {
            return kind == Kind.FILE;
        }

        public boolean isLink() {
            return kind == Kind.LINK;
        }
    }

    /** A file's bytes; {@code bytes} null when there is no such file. {@code complete} is false beyond the limit. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte @Nullable [] bytes, boolean complete) implements Reading {}

    /** The things below a directory, sorted by path; empty when there is none. */
    record Tree(List<PathState> entries, boolean complete) implements Reading {
        public Tree {
            entries = List.copyOf(entries);
        }
    }

    /** Package states by the name that was asked for. */
    record Packages(Map<String, PackageState> states) implements Reading {}

    /** Null versions: not installed; not to be had. {@code providers}: installed packages that provide the name. */
    record PackageState(
            @Nullable String installed, @Nullable String candidate, boolean held, List<String> providers) {}

    /** Seconds since the index was refreshed; null when there is none. */
    record PackageIndexAge(@Nullable Long seconds) implements Reading {}

    /**
     * A service; {@code enabled} is systemd's word (enabled, disabled, static, masked, indirect, …), {@code active} its
     * ActiveState (active, inactive, failed, activating …).
     */
    record Service(boolean exists, String active, String enabled, Map<String, String> properties) implements Reading {
        public boolean running() {
            return active.equals("active") || active.equals("activating") || active.equals("reloading");
        }
    }

    /** Every service by name. */
    record Services(Map<String, Service> byName) implements Reading {}

    /** A passwd entry, null when there is no such user; {@code passwordHash} null where it may not be read. */
    record User(@Nullable Entry entry) implements Reading {
        public record Entry(
                String name,
                long uid,
                long gid,
                String groupName,
                String comment,
                String home,
                String shell,
                List<String> groups,
                @Nullable String passwordHash,
                @Nullable Long expiresDay,
                boolean locked) {}
    }

    /** A group entry, null when there is no such group. */
    record Group(@Nullable Entry entry) implements Reading {
        public record Entry(String name, long gid, List<String> members) {}
    }

    /** One value; null when there is none. */
    record Text(@Nullable String value) implements Reading {}

    record CommandOutput(int status, String stdout, String stderr) implements Reading {}

    record Names(List<String> names) implements Reading {}

    record Facts(Map<String, Object> facts) implements Reading {}

    /** {@code detail}: the matched text, or what was seen last when the condition did not come to hold. */
    record Awaited(boolean met, long seconds, String detail) implements Reading {}

    /** A response; {@code status} is -1 with a reason in {@code problem} when there was none. */
    @SuppressWarnings("ArrayRecordComponent")
    record HttpResponse(
            int status,
            Map<String, String> headers,
            byte[] body,
            String url,
            @Nullable String problem) implements Reading {}

    /**
     * What differs between a tree and its copy.
     *
     * @param files that come or get other bytes, {@code bytes} in all
     * @param others directories, links and devices that come
     * @param attributes owners, modes and times that change
     * @param sockets of running programs, which stay where they are
     * @param lines of it for people, not all
     */
    record TreeDifference(
            long files,
            long bytes,
            long others,
            long removals,
            long attributes,
            long unchanged,
            long sockets,
            List<String> lines,
            String summary)
            implements Reading {
        public TreeDifference {
            lines = List.copyOf(lines);
        }

        public boolean isNothing() {
            return files + others + removals + attributes == 0;
        }
    }

    /**
     * What differs between tables of two databases.
     *
     * @param lines rows that differ, for people, not all
     * @param unfinished copies into these tables that were begun and are not through, by what names them
     */
    record TablesDifference(List<TableState> tables, List<String> lines, List<String> unfinished) implements Reading {
        public TablesDifference {
            tables = List.copyOf(tables);
            lines = List.copyOf(lines);
            unfinished = List.copyOf(unfinished);
        }

        public boolean isNothing() {
            return unfinished.isEmpty() && tables.stream().allMatch(TableState::isSame);
        }

        /** As it is once nothing differs. */
        public TablesDifference same() {
            return new TablesDifference(
                    tables.stream()
                            .map(one ->
                                    new TableState(one.table(), true, one.sourceRows(), one.sourceRows(), 0, 0, 0, ""))
                            .toList(),
                    List.of(),
                    List.of());
        }
    }

    /**
     * How one table compares.
     *
     * @param there whether the target has it
     * @param sourceRows about how many where the target has none
     * @param missing rows that only the source has
     * @param extra rows that only the target has
     * @param unlike why it cannot take the source's rows; empty where it can
     */
    record TableState(
            String table,
            boolean there,
            long sourceRows,
            long targetRows,
            long missing,
            long extra,
            long different,
            String unlike) {
        public boolean isSame() {
            return there && unlike.isEmpty() && missing + extra + different == 0;
        }
    }

    /**
     * How a schema stands to its scripts.
     *
     * @param version what the database is at, empty before the first
     * @param problems why nothing can be applied, each a sentence
     */
    record SchemaState(String version, List<PendingScript> pending, List<String> problems) implements Reading {
        public SchemaState {
            pending = List.copyOf(pending);
            problems = List.copyOf(problems);
        }
    }

    /**
     * A script that the database has not seen.
     *
     * @param version empty for one that is applied again whenever it changes
     * @param undoable whether a script takes it back
     */
    record PendingScript(String name, String version, boolean undoable) {}

    /**
     * Whether a database may only be read.
     *
     * @param readOnly by sessions that begin now
     * @param frozen by older ones as well
     * @param setting the server's own word for it, null where it has none
     */
    record FrozenState(
            boolean readOnly, boolean frozen, @Nullable String setting) implements Reading {}

    /** The host did not let us read it, or has no means to. */
    record Unreadable(String reason) implements Reading {}

    /** Check mode: it rests on something that was not done. */
    record KnownAfterApply() implements Reading {}
}
