package io.nightshift.core.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which test process a container or network belongs to, kept in its labels, so that the next run can remove what a
 * killed one left behind, and never touches what a running one uses.
 */
record TargetOwner(String place, long pid, String started) {
    static final String LABEL = "io.nightshift.test-owner";
    private static final TargetOwner SELF = of(ProcessHandle.current());

    static TargetOwner self() {
        return SELF;
    }

    Map<String, String> labels() {
        return Map.of(LABEL, place + " " + pid + " " + started);
    }

    static Optional<TargetOwner> from(Map<String, String> labels) {
        String[] words = labels.getOrDefault(LABEL, "").split(" ");
        return words.length == 3
                ? Optional.of(new TargetOwner(words[0], Long.parseLong(words[1]), words[2]))
                : Optional.empty();
    }

    /** True only for a process of this very machine and PID namespace that has ended; of others we cannot know. */
    boolean isGone() {
        return place.equals(SELF.place)
                && ProcessHandle.of(pid)
                        .filter(handle -> of(handle).equals(this))
                        .isEmpty();
    }

    private static TargetOwner of(ProcessHandle process) {
        String started = process.info().startInstant().map(Instant::toString).orElse("-");
        return new TargetOwner(here(), process.pid(), started);
    }

    private static String here() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException e) {
            return "elsewhere";
        }
    }
}
