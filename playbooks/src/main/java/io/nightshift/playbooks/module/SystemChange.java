package io.nightshift.playbooks.module;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Changes to the running system: kernel settings, mounts, name, boot. Files that make them last are {@link FileChange}s beside them. */
public sealed interface SystemChange extends Change {
    /** A kernel setting of the running system. */
    record SetSysctl(String name, String value, boolean ignoreErrors) implements SystemChange {
        @Override
        public String describe() {
            return "set " + name + " = " + value;
        }

        @Override
        public boolean touches(Probe probe) {
            return probe instanceof Probe.Sysctl || probe instanceof Probe.Facts;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return probe instanceof Probe.Sysctl at && at.name().equals(name) ? new Reading.Text(value) : before;
        }
    }

    /** The running system's host name (and {@code /etc/hostname} where there is one). */
    record SetHostname(String name) implements SystemChange {
        @Override
        public String describe() {
            return "set the host name to " + name;
        }

        @Override
        public boolean touches(Probe probe) {
            return true;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            if (probe instanceof Probe.FileContent at
                    && (at.path().equals("/etc/hostname") || at.path().equals("/proc/sys/kernel/hostname"))) {
                return new Reading.Bytes((name + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8), true);
            }
            return before;
        }
    }

    /** A file system is mounted. */
    record Mount(
            String path,
            String source,
            String type,
            @Nullable String options) implements SystemChange {
        @Override
        public String describe() {
            return "mount " + source + " at " + path;
        }

        @Override
        public boolean touches(Probe probe) {
            return Paths.isAboutPaths(probe);
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return MountPredictions.afterMount(this, probe, before);
        }
    }

    /** A file system is unmounted; undo mounts it again as it was. */
    record Unmount(String path) implements SystemChange {
        @Override
        public String describe() {
            return "unmount " + path;
        }

        @Override
        public boolean touches(Probe probe) {
            return Paths.isAboutPaths(probe);
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return MountPredictions.afterUnmount(this, probe, before);
        }
    }

    /** A mounted file system takes up new options. */
    record Remount(String path, @Nullable String options) implements SystemChange {
        @Override
        public String describe() {
            return "remount " + path;
        }

        @Override
        public boolean touches(Probe probe) {
            return Paths.isAboutPaths(probe);
        }
    }

    /**
     * The host reboots, and the engine waits for a new boot identity.
     *
     * @param command what to run instead of the host's usual means, null for those
     * @param testCommand must succeed after the boot
     */
    record Reboot(
            Duration preDelay,
            Duration postDelay,
            Duration limit,
            String message,
            @Nullable String command,
            String testCommand)
            implements SystemChange {
        @Override
        public String describe() {
            return "reboot";
        }

        @Override
        public Undo wayBack() {
            return Undo.NOT_NEEDED;
        }

        @Override
        public boolean touches(Probe probe) {
            return true;
        }
    }
}
