package io.nightshift.playbooks.module;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to read on a host. The engine fuses the probes of many tasks into one round trip, by kind.
 *
 * <p>Probes are keys: equal probes share one reading. Reading never changes the host. What cannot be read is a
 * {@link Reading.Unreadable}, never a failed task by itself.
 */
public sealed interface Probe {
    /** What is at a path; {@link Reading.PathState}. With {@code follow}, of a link's target. */
    record Path(String path, boolean follow, Checksum checksum) implements Probe {
        public static Path of(String path) {
            return new Path(path, false, Checksum.NONE);
        }

        public static Path withSha256(String path) {
            return new Path(path, true, Checksum.SHA256);
        }
    }

    /** Which digest of a regular file's bytes is wanted. */
    enum Checksum {
        NONE,
        MD5,
        SHA1,
        SHA224,
        SHA256,
        SHA384,
        SHA512
    }

    /** A file's bytes, up to a limit; {@link Reading.Bytes}. Works for {@code /proc} files, too. */
    record FileContent(String path, long limit) implements Probe {
        /** The limit for configuration files that a module edits: 16 MiB. */
        public static FileContent of(String path) {
            return new FileContent(path, 16L << 20);
        }
    }

    /** Everything below a directory, itself included; {@link Reading.Tree}. {@code depth} 0 is without bound. */
    record Tree(String path, int depth, boolean followLinks, Checksum checksum, int limit) implements Probe {}

    /** Installed packages, and with {@code candidates} what the index would install; {@link Reading.Packages}. */
    record Packages(PackageManager manager, List<String> names, boolean candidates) implements Probe {
        public Packages {
            names = List.copyOf(names);
        }
    }

    /** When the package index was last refreshed; {@link Reading.PackageIndexAge}. */
    record PackageIndex(PackageManager manager) implements Probe {}

    /** A unit of systemd, or a service of SysV or OpenRC init; {@link Reading.Service}. */
    record Service(String name) implements Probe {}

    /** Every service; {@link Reading.Services}. */
    record AllServices() implements Probe {}

    /** A user of the host by name; {@link Reading.User}. */
    record User(String name) implements Probe {}

    /** A group of the host by name; {@link Reading.Group}. */
    record Group(String name) implements Probe {}

    /** A user's crontab; {@link Reading.Bytes}. */
    record Crontab(String user) implements Probe {}

    /** A kernel setting by its dotted name; {@link Reading.Text}. */
    record Sysctl(String name) implements Probe {}

    /** What a command prints that changes nothing; {@link Reading.CommandOutput}. */
    record Command(List<String> argv, @Nullable String stdin, Map<String, String> environment) implements Probe {
        public Command {
            argv = List.copyOf(argv);
            environment = Map.copyOf(environment);
        }

        public static Command of(String... argv) {
            return new Command(List.of(argv), null, Map.of());
        }
    }

    /** Names that a shell pattern stands for on the host; {@link Reading.Names}. */
    record Glob(String pattern) implements Probe {}

    /** Facts under Ansible's names; {@link Reading.Facts}. An empty subset is all. */
    record Facts(List<String> subset, String factPath) implements Probe {
        public Facts {
            subset = List.copyOf(subset);
        }
    }

    /** Waits on the host until a condition holds; {@link Reading.Awaited}. */
    record Await(Condition condition, Duration delay, Duration pause, Duration limit) implements Probe {}

    /** Sends a request that reads (GET, HEAD, OPTIONS) from the host's place in the network; {@link Reading.HttpResponse}. */
    record Http(HttpRequest request) implements Probe {}

    /** What differs between a tree and its copy; {@link Reading.TreeDifference}. */
    record TreeDifference(TreeOrder order) implements Probe {}

    /**
     * What differs between tables of two databases; {@link Reading.TablesDifference}.
     *
     * @param most how many rows that differ are listed
     */
    record TablesDifference(TablesOrder order, Aim aim, int most) implements Probe {
        /** What is to follow from it. */
        public enum Aim {
            /** Tables that are not there, or empty, are to be filled. */
            COPY,
            /** Every table must be there, and nothing is to be done. */
            COMPARE
        }
    }

    /** How a database's schema stands to versioned scripts; {@link Reading.SchemaState}. */
    record SchemaState(MigrationOrder order) implements Probe {}

    /** Whether a database may be written to; {@link Reading.FrozenState}. */
    record FrozenState(DatabaseAddress database) implements Probe {}

    /** What {@link Await} waits for. */
    sealed interface Condition {
        /** A TCP port that accepts ({@code open}) or refuses connections. */
        record Port(String host, int port, boolean open) implements Condition {}

        /** A TCP port that says something matching a pattern (extended regular expression) once connected, as SSH and mail servers do. */
        record Greeting(String host, int port, String pattern) implements Condition {}

        /** No connection of {@code port} is in a state other than listening. */
        record Drained(String host, int port) implements Condition {}

        /** A path that is there or not; with a pattern, a file that has a line matching it (extended regular expression). */
        record FileAt(
                String path, boolean present, @Nullable String pattern) implements Condition {}
    }
}
