package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.record.RunNotes;
import io.nightshift.core.report.RolloutStatus;
import io.nightshift.core.serve.ApprovalDoor;
import io.nightshift.core.store.Store;
import io.nightshift.core.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people of other accounts see and say of rollouts: of those that have a ring for them to approve, and of no others. */
final class Approvals implements ApprovalDoor.Approver {
    /** Where the shipped unit of the service opens its door. */
    private static final Path USUAL = Path.of("/run/nightshift/approvals");

    private final Store store;

    Approvals(Store store) {
        this.store = store;
    }

    @Override
    public String asked(String person, String what, String run, String ring) {
        try {
            RunRecord record = theirs(person, run);
            if (what.equals("approve")) {
                return Approval.give(store, record, ring.isEmpty() ? null : ring, person);
            }
            List<String> lines = new ArrayList<>();
            Instant now = Instant.now();
            RolloutStatus.of(store, record).forEach(status -> lines.addAll(new RolloutText(status, now).lines()));
            return String.join("\n", lines);
        } catch (Failure e) {
            throw new ApprovalDoor.Refused(String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            throw new ApprovalDoor.Refused("error: the journal cannot be read at the moment; try again");
        }
    }

    private RunRecord theirs(String person, String beginning) {
        Set<String> groups = Approval.Accounts.groupsOf(person);
        List<RunRecord> all = store.openRuns().stream()
                .filter(run -> run.kind() == RunRecord.Kind.RUN && run.id().startsWith(beginning))
                .filter(run -> asks(run, person, groups))
                .toList();
        if (all.size() == 1) {
            return all.get(0);
        }
        throw new Failure(
                all.isEmpty()
                        ? "error: no rollout under way has a ring for " + person
                                + " to approve\nhint: its ring says by `approve:` which user or group it waits for"
                        : "error: several rollouts wait for " + person + "; say which one\nhint: "
                                + String.join(
                                        ", ", all.stream().map(RunRecord::id).toList()));
    }

    private boolean asks(RunRecord run, String person, Set<String> groups) {
        try {
            return RunNotes.stored(store, run.id()).allRings().values().stream()
                    .flatMap(List::stream)
                    .anyMatch(ring -> ring.approve() != null && Approval.isFor(ring, person, groups));
        } catch (RuntimeException e) {
            return false; // one run that cannot be read keeps nobody from the others
        }
    }

    /**
     * Whose door to ask at: the one that is named, else the service's where that is another account's and this account has made no run
     * itself; null for this account's own store.
     */
    static @Nullable Path door(@Nullable Path named) {
        if (named != null) {
            return named;
        }
        try {
            boolean isAnothers = Files.exists(USUAL)
                    && Workbench.sharedDatabase().isEmpty()
                    && Files.notExists(Workbench.stateFolder())
                    && !Files.getOwner(USUAL).getName().equals(System.getProperty("user.name", ""));
            return isAnothers ? USUAL : null;
        } catch (IOException e) {
            return null;
        }
    }

    static void ask(Path door, String what, @Nullable String run, @Nullable String ring) {
        try {
            System.out.println(ApprovalDoor.ask(door, what, run == null ? "" : run, ring == null ? "" : ring));
        } catch (ApprovalDoor.Refused e) {
            throw new Failure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Failure("error: nobody answers at " + door + " (" + e.getMessage()
                    + ")\nhint: `nightshift serve --approvals " + door + "` opens it");
        }
    }
}
