package io.nightshift.core.serve;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.schedule.Dispatcher;
import io.nightshift.core.schedule.Firing;
import io.nightshift.core.schedule.Openings;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.schedule.ScheduleStore.Claim;
import io.nightshift.core.schedule.ScheduleStore.Unstarted;
import io.nightshift.core.schedule.ScheduledOrder;
import io.nightshift.core.store.Store;
import io.nightshift.core.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One node that serves schedules: at every pulse, and whenever something is proposed, it deals with what is due, makes what it has
 * claimed, and takes up runs whose lease has run out. Any number of nodes may serve one store.
 */
public final class Server {
    private static final Duration PULSE = Duration.ofSeconds(2);
    private static final int MOST_TOLD = 10;

    private final Store store;
    private final String node;
    private final RunMaker maker;
    private final Consumer<String> log;
    private final Runnable chores;
    private final Dispatcher dispatcher;
    private final Leases leases;
    private final Helpers helpers;
    private final BlockingQueue<Boolean> nudges = new LinkedBlockingQueue<>(1);
    private final Map<String, Instant> proposed = new HashMap<>();
    private Proposals proposals = Proposals.NONE;
    private volatile boolean stopping;
    private boolean troubled;

    /**
     * @param node a name that no other node has, nor this one in an earlier life
     * @param chores what else is to be done at every pulse
     * @param runNames gives the name of a new run
     */
    public Server(
            Store store,
            String node,
            RunMaker maker,
            Openings openings,
            Function<Instant, String> runNames,
            Consumer<String> log,
            Runnable chores) {
        this.store = store;
        this.node = node;
        this.maker = maker;
        this.log = log;
        this.chores = chores;
        this.dispatcher = new Dispatcher(store, node, Leases.LEASE, openings, runNames, this::tell);
        this.leases = new Leases(store, node, log);
        this.helpers = new Helpers(store, maker, log);
    }

    /** Serves until {@link #stop} is called and every run under way has parked its hosts. */
    public void serve(Function<Runnable, Proposals> proposing) throws InterruptedException {
        proposals = proposing.apply(() -> nudges.offer(true));
        try {
            Thread renewal = new Thread(this::renew, "serve-leases");
            renewal.setDaemon(true);
            renewal.start();
            quietly(() -> maker.leftBehind().forEach(this::takeUp));
            while (!stopping) {
                quietly(this::pulse);
                nudges.poll(PULSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            proposals.close();
        }
        while (!leases.runs().isEmpty() || !helpers.areDone()) {
            leases.stopAll();
            helpers.stopAll();
            nudges.poll(PULSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** No new run begins, and those under way park their hosts. */
    public void stop() {
        stopping = true;
        leases.stopAll();
        helpers.stopAll();
        nudges.offer(true);
    }

    private void renew() {
        while (!stopping || !leases.runs().isEmpty()) {
            leases.renew();
            try {
                Thread.sleep(Leases.RENEWAL.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** A store that cannot be asked is told about once; everything is found again when it can. */
    private void quietly(Runnable work) {
        try {
            work.run();
            if (troubled) {
                troubled = false;
                log.accept("the store can be used again");
            }
        } catch (StoreException e) {
            if (!troubled) {
                troubled = true;
                log.accept("schedules wait: " + e.getMessage());
            }
        }
    }

    private void pulse() {
        chores.run();
        for (Claim claim : dispatcher.tick()) {
            log.accept("schedule " + claim.schedule() + " is due: run " + claim.run() + " begins");
            make(claim.run());
        }
        for (String run : store.freeRuns()) {
            takeUp(run);
        }
        if (!stopping) {
            helpers.look(leases.runs());
        }
        closeEnded();
        propose();
    }

    /** After a long absence there may be thousands. */
    private void tell(List<Unstarted> unstarted) {
        unstarted.stream()
                .limit(MOST_TOLD)
                .forEach(time -> log.accept("schedule " + time.schedule() + ", " + time.nominal()
                        + (time.state() == Firing.State.SKIPPED ? " is skipped: " : " waits: ") + time.reason()));
        if (unstarted.size() > MOST_TOLD) {
            log.accept("and " + (unstarted.size() - MOST_TOLD) + " more; `nightshift schedule show` lists them");
        }
    }

    private void takeUp(String run) {
        if (!stopping && !leases.runs().contains(run) && store.takeLease(run, node, Leases.LEASE)) {
            log.accept("run " + run + " is taken up here");
            make(run);
        }
    }

    /** Runs that a person went on with, and that have ended since. */
    private void closeEnded() {
        for (Firing firing : store.openFirings()) {
            String run = firing.run();
            if (run != null && !leases.runs().contains(run) && store.lease(run).isEmpty()) {
                store.run(run).map(RunRecord::exitCode).ifPresent(code -> store.endFiring(run, code));
            }
        }
    }

    private void propose() {
        Instant now = store.storeTime();
        for (Schedule schedule : store.schedules()) {
            schedule.next(now).ifPresent(next -> {
                if (!next.equals(proposed.put(schedule.name(), next))) {
                    proposals.propose(schedule.name(), next.toString(), Duration.between(now, next));
                }
            });
        }
    }

    private void make(String run) {
        helpers.leave(run);
        Served served = leases.began(run);
        Thread maker = new Thread(() -> make(run, served), "run-" + run);
        maker.setDaemon(true);
        maker.start();
    }

    private void make(String run, Served served) {
        try {
            RunRecord record = store.run(run).orElse(null);
            ScheduledOrder order = store.orderOfRun(run).orElse(null);
            if (record != null && record.ended() == null) {
                maker.resume(record, order, served::began);
            } else if (record == null && order != null) {
                maker.begin(run, order, served::began);
            } else if (record == null) {
                store.endLease(run, node);
            }
            settle(run, served);
        } catch (RunMaker.CannotBeMade e) {
            cannot(run, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            log.accept("run " + run + " is let go of: " + e.getMessage());
        } catch (RuntimeException e) {
            cannot(run, "a bug of Nightshift: " + e);
        } finally {
            leases.ended(run);
            nudges.offer(true);
        }
    }

    private void settle(String run, Served served) {
        Integer code = store.run(run).map(RunRecord::exitCode).orElse(null);
        if (code != null) {
            store.endFiring(run, code);
            store.endLease(run, node);
        } else if (stopping && !served.isAbandoned()) {
            store.releaseLease(run, node);
            log.accept("run " + run + " is parked; whoever serves next goes on with it");
        } else if (!served.isAbandoned()) {
            log.accept("run " + run + " is open; it is taken up again when its lease has run out");
        }
    }

    private void cannot(String run, String reason) {
        log.accept("run " + run + " cannot be made: " + reason);
        quietly(() -> {
            store.dropFiring(run, reason);
            store.endLease(run, node);
        });
    }
}
