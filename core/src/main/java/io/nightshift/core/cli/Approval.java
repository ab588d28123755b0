package io.nightshift.core.cli;

import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.record.RunNotes;
import io.nightshift.core.report.RolloutStatus;
import io.nightshift.core.rollout.PlannedRing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may approve what, and what exactly is approved. */
final class Approval {
    private Approval() {}

    /** A ring of a play. */
    private record Gate(String play, PlannedRing ring, boolean open) {}

    /** The ring that is meant: the one that waits, else the first of that name that nobody has approved yet. */
    private static Gate ring(List<RolloutStatus> stand, @Nullable String name, Instant now) {
        for (RolloutStatus status : stand) {
            PlannedRing waits = status.wantsApproval(now).orElse(null);
            if (waits != null && (name == null || waits.name().equals(name))) {
                return new Gate(status.play(), waits, false);
            }
        }
        if (name == null) {
            throw new Failure("error: no ring waits to be approved\nhint: `nightshift rollout status`"
                    + " shows where the rollout stands; name a ring to approve it ahead");
        }
        List<Gate> gates = new ArrayList<>();
        for (RolloutStatus status : stand) {
            status.rings().stream()
                    .filter(ring -> ring.ring().approve() != null)
                    .forEach(ring -> gates.add(
                            new Gate(status.play(), ring.ring(), ring.approved().isPresent())));
        }
        return gates.stream()
                .filter(gate -> gate.ring().name().equals(name))
                .min(Comparator.comparing(Gate::open))
                .orElseThrow(() -> new Failure("error: no ring `" + name + "` is to be approved\nhint: "
                        + (gates.isEmpty()
                                ? "no ring of this run says `approve:`"
                                : "those are "
                                        + gates.stream()
                                                .map(gate -> gate.ring().name())
                                                .distinct()
                                                .collect(Collectors.joining(", ")))));
    }

    /** Whether a ring asks for this user, or for a group that the user is in. */
    static boolean isFor(PlannedRing ring, String user, Set<String> groups) {
        String wanted = String.valueOf(ring.approve());
        return user.equals(wanted) || groups.contains(wanted);
    }

    /** Approves the named ring, else the one that waits, in the name of this user; a sentence that says so. */
    static String give(RunStore store, RunRecord run, @Nullable String name, String user) {
        Gate gate = ring(RolloutStatus.of(store, run), name, Instant.now());
        PlannedRing wanted = gate.ring();
        if (!isFor(wanted, user, Accounts.groupsOf(user))) {
            throw new Failure("error: ring `" + wanted.name() + "` is approved by `" + wanted.approve() + "`, and "
                    + user + " is neither that user nor in that group\nhint: ask one of them to type this command");
        }
        store.control(
                run.id(),
                new RunControl(
                        RunControl.Kind.APPROVE,
                        RunControl.ringOf(gate.play(), wanted.name()),
                        user,
                        Instant.now(),
                        plan(store, run) + (user.equals(self()) ? "" : ", said by " + user)));
        return user + " approved what follows ring " + wanted.name() + " of " + run.id();
    }

    private static String self() {
        return System.getProperty("user.name", "");
    }

    /** The plan that the run keeps to, else a digest of everything that it was read from. */
    private static String plan(RunStore store, RunRecord run) {
        return RunNotes.stored(store, run.id())
                .kept("plan")
                .map(plan -> "plan " + plan)
                .orElseGet(() -> "texts " + digest(new TreeMap<>(store.texts(run.id()))));
    }

    private static String digest(TreeMap<String, String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            texts.forEach((path, text) -> {
                digest.update((path + "\0" + text.length() + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the system knows of its users. */
    static final class Accounts {
        private Accounts() {}

        static Set<String> groupsOf(String user) {
            try {
                Process id = new ProcessBuilder("id", "-Gnz", "--", user)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String names = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                id.waitFor();
                return Set.copyOf(List.of(names.split("\0")));
            } catch (java.io.IOException e) {
                return Set.of();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Set.of();
            }
        }
    }
}
