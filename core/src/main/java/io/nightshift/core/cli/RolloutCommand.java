package io.nightshift.core.cli;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunControl.Kind;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.report.RolloutStatus;
import io.nightshift.core.run.RunIds;
import io.nightshift.core.store.Store;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift rollout}: looks at a run under way, and says something about it. */
@Command(
        name = "rollout",
        description = "Looks at a rollout under way, pauses it, ends it, or lets its next ring begin.",
        synopsisSubcommandLabel = "COMMAND")
final class RolloutCommand implements Runnable {
    private static final String RUN = "A run, or the beginning of its name (the one under way).";

    private static final String AT =
            "Ask the service of another account, where it opens this socket for people who approve"
                    + " (/run/nightshift/approvals, if that is there).";

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Shows rings, gates, and who waits for what.")
    int status(
            @Parameters(arity = "0..1", paramLabel = "RUN", description = RUN) @Nullable String run,
            @Option(names = "--at", paramLabel = "SOCKET", description = AT) @Nullable Path at) {
        Path door = Approvals.door(at);
        if (door != null) {
            Approvals.ask(door, "status", run, null);
            return ExitCode.OK;
        }
        try (Store store = Workbench.store()) {
            Instant now = Instant.now();
            for (RolloutStatus status : RolloutStatus.of(store, find(store, run))) {
                new RolloutText(status, now).lines().forEach(System.out::println);
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "No further host begins; those at work go on to their end.")
    int pause(
            @Parameters(arity = "0..1", paramLabel = "RUN", description = RUN) @Nullable String run,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the others.") @Nullable
                    String reason) {
        return say(run, Kind.PAUSE, reason, "paused");
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets hosts begin again after a pause.")
    int resume(@Parameters(arity = "0..1", paramLabel = "RUN", description = RUN) @Nullable String run) {
        return say(run, Kind.RESUME, null, "goes on");
    }

    @Command(
            name = "abort",
            mixinStandardHelpOptions = true,
            description = {
                "Ends a rollout for good. Hosts at work go on to their end, and changed hosts keep what they have;",
                "with --undo-ring or --undo-all they stop between two steps, and go back."
            })
    int abort(
            @Parameters(arity = "0..1", paramLabel = "RUN", description = RUN) @Nullable String run,
            @Option(names = "--undo-ring", description = "Hosts of the ring at work go back.") boolean ring,
            @Option(names = "--undo-all", description = "Hosts of every ring so far go back.") boolean all,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the report.") @Nullable
                    String reason) {
        Kind kind = all ? Kind.ABORT_UNDO_ALL : ring ? Kind.ABORT_UNDO_RING : Kind.ABORT;
        return say(run, kind, reason, "ends");
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Agrees that the ring after the named one begins.")
    int approve(
            @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", description = RUN) @Nullable String run,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "RING",
                            description = "The ring that was looked at (the one that waits for it).")
                    @Nullable
                    String ring,
            @Option(names = "--at", paramLabel = "SOCKET", description = AT) @Nullable Path at) {
        Path door = Approvals.door(at);
        if (door != null) {
            Approvals.ask(door, "approve", run, ring);
            return ExitCode.OK;
        }
        try (Store store = Workbench.store()) {
            RunRecord record = underWay(store, run);
            System.out.println(Approval.give(store, record, ring, System.getProperty("user.name", "")));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "retry-failed",
            mixinStandardHelpOptions = true,
            description = {
                "Orders a run again, as a run of its own, for the hosts that did not come through it.",
                "It takes playbook and inventory as they are now."
            })
    int retryFailed(
            @Mixin OutputOptions output,
            @Parameters(arity = "1", paramLabel = "RUN", description = "A run, or the beginning of its name.")
                    String run) {
        try (Store store = Workbench.store()) {
            RunRecord record = StoredRuns.find(store, run);
            List<String> hosts = store.hosts(record.id()).stream()
                    .filter(host -> host.state().isFailure() || host.state() == HostState.UNREACHABLE)
                    .map(RunStore.HostRecord::name)
                    .toList();
            if (hosts.isEmpty()) {
                throw new Failure("error: no host of " + record.id() + " failed\nhint: `nightshift runs " + record.id()
                        + "` shows how they stand");
            }
            RunArguments before = RunArguments.of(store, record.id())
                    .orElseThrow(() -> new Failure("error: " + record.id() + " was not ordered on a command line"));
            List<String> words = LimitWords.limitedTo(before.arguments(), hosts);
            if (!(OrderedWords.command(words) instanceof Assignment.Assignable order)) {
                throw new Failure(
                        "error: `nightshift " + String.join(" ", before.arguments()) + "` is not ordered again");
            }
            Caller typed = Caller.typed(before.folder());
            Caller caller = new Caller(
                    words, typed.folder(), typed.terminal(), typed.asides(), typed.environment(), typed.user());
            String id = RunIds.next(Instant.now(), ZoneId.systemDefault(), new SecureRandom());
            return order.make(new Assignment(store, id, caller, Attendant.atTerminal(Runs.listener(output)), null));
        }
    }

    private static int say(@Nullable String run, Kind kind, @Nullable String reason, String what) {
        try (Store store = Workbench.store()) {
            RunRecord record = underWay(store, run);
            String by = System.getProperty("user.name", "");
            store.control(record.id(), new RunControl(kind, null, by, Instant.now(), reason));
            System.out.println(record.id() + " " + what);
            return ExitCode.OK;
        }
    }

    private static RunRecord underWay(Store store, @Nullable String run) {
        RunRecord record = find(store, run);
        if (record.ended() != null) {
            throw new Failure("error: " + record.id() + " has ended\nhint: `nightshift runs " + record.id()
                    + "` shows how its hosts stand");
        }
        return record;
    }

    private static RunRecord find(Store store, @Nullable String run) {
        if (run != null) {
            return StoredRuns.find(store, run);
        }
        List<RunRecord> open = store.openRuns().stream()
                .filter(each -> each.kind() != RunRecord.Kind.ROLLBACK)
                .toList();
        if (open.size() != 1) {
            throw new Failure(
                    open.isEmpty()
                            ? "error: no run is under way\nhint: `nightshift runs` lists all"
                            : "error: several runs are under way; say which one\nhint: "
                                    + String.join(
                                            ", ",
                                            open.stream().map(RunRecord::id).toList()));
        }
        return open.get(0);
    }
}
