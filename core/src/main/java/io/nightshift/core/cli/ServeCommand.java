package io.nightshift.core.cli;

import io.nightshift.core.run.RunIds;
import io.nightshift.core.serve.ApprovalDoor;
import io.nightshift.core.serve.QuartzProposals;
import io.nightshift.core.serve.Server;
import io.nightshift.core.store.Store;
import io.nightshift.core.store.Stores;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sun.misc.Signal;

/** {@code nightshift serve}: the long-running process that makes scheduled runs. */
@Command(
        name = "serve",
        description = {
            "Makes the runs of all schedules when they are due, and takes up runs that were interrupted.",
            "Runs until SIGTERM: then hosts at work end their step and park, and the next serve goes on with them.",
            "What a run prints is in RUN.log in the folder `logs` of the state folder."
        })
final class ServeCommand implements Callable<Integer> {
    /** Seconds by which this process's wall clock is wrong; for tests of several controllers. */
    private static final String SHIFT = "nightshift.clock.shift";

    @Option(
            names = "--schedules",
            paramLabel = "FILE",
            description = "Keep the schedules what this YAML file says, also when it changes.")
    @Nullable
    Path schedules;

    @Option(
            names = "--approvals",
            paramLabel = "SOCKET",
            description = "Open this socket to other accounts of this machine, for what they are to approve.")
    @Nullable
    Path approvals;

    @Mixin
    NotifyOptions notify = new NotifyOptions();

    @Override
    public Integer call() throws InterruptedException, IOException {
        notify.read(new Workbench(new InventoryOptions()));
        // Quartz could read objects from its tables; nothing of ours is stored that way.
        ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(Long.getLong(SHIFT, 0)));
        SecureRandom random = new SecureRandom();
        String host = Workbench.hostName();
        // Quartz has 95 letters for this and a number.
        String node = host.substring(0, Math.min(host.length(), 48)) + "/"
                + ProcessHandle.current().pid() + "/" + Long.toString(random.nextLong() >>> 34, 36);
        SystemdNotify systemd = new SystemdNotify(System.getenv());
        try (Store store = Workbench.store();
                ApprovalDoor door = door(store)) {
            if (door != null) {
                log("approvals are taken at " + approvals);
            }
            String shared = Workbench.sharedDatabase();
            ServedRuns maker = new ServedRuns(
                    store,
                    shared.isEmpty() ? null : node,
                    ServeCommand::log,
                    Workbench.stateFolder().resolve("logs"),
                    notify.absolute());
            KeptSchedules kept = schedules == null ? null : new KeptSchedules(store, schedules, ServeCommand::log);
            Server server = new Server(
                    store,
                    node,
                    maker,
                    new ScheduleWindows(clock, ServeCommand::log),
                    nominal -> RunIds.next(clock.instant(), ZoneId.systemDefault(), random),
                    ServeCommand::log,
                    () -> {
                        systemd.alive();
                        if (kept != null) {
                            kept.look();
                        }
                    });
            onSignals(server, systemd);
            log("serving as " + node + "; " + store.schedules().size() + " schedules");
            systemd.ready();
            if (shared.isEmpty()) {
                server.serve(QuartzProposals::inMemory);
            } else {
                try (Stores.Connections connections = Stores.connectionsTo(shared)) {
                    server.serve(nudge -> QuartzProposals.clustered(connections.source(), node, nudge));
                }
            }
            log("stopped; nothing was lost");
        }
        return ExitCode.OK;
    }

    private @Nullable ApprovalDoor door(Store store) {
        if (approvals == null) {
            return null;
        }
        try {
            return ApprovalDoor.open(approvals, new Approvals(store));
        } catch (IOException e) {
            throw new Failure("error: no socket for approvals can be opened at " + approvals + ": " + e.getMessage());
        }
    }

    private static void onSignals(Server server, SystemdNotify systemd) {
        AtomicInteger times = new AtomicInteger();
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> {
                if (times.incrementAndGet() > 1) {
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                }
                log("stopping: steps in flight end, then all hosts park (once more leaves at once)");
                systemd.stopping();
                new Thread(server::stop, "stop").start();
            });
        }
    }

    /** One line for journald, which adds the time itself. */
    private static synchronized void log(String text) {
        boolean journal = System.getenv("JOURNAL_STREAM") != null;
        String time = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS).toString();
        System.out.println((journal ? "" : time + " ") + text.replace("\n", "; "));
        System.out.flush();
    }
}
