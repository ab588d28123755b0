package io.nightshift.core.schedule;

import io.nightshift.core.schedule.ScheduleStore.Claim;
import io.nightshift.core.schedule.ScheduleStore.Unstarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides about every time that is due, in order, and claims what is to run. Any number of nodes may do so on one store: what one has
 * recorded, the others find there. Not for use by several threads.
 */
public final class Dispatcher {
    /** Times of a schedule that are dealt with at once; after a long absence the rest comes with the next ticks. */
    private static final int MOST_AT_ONCE = 500;

    private final ScheduleStore store;
    private final String node;
    private final Duration lease;
    private final Openings openings;
    private final Function<Instant, String> runNames;
    private final Consumer<List<Unstarted>> told;
    private final Map<Timing, Recurrence> recurrences = new HashMap<>();

    /**
     * Puts one together.
     *
     * @param runNames gives the name of a new run
     * @param told hears which times wait or are skipped
     */
    public Dispatcher(
            ScheduleStore store,
            String node,
            Duration lease,
            Openings openings,
            Function<Instant, String> runNames,
            Consumer<List<Unstarted>> told) {
        this.told = told;
        this.store = store;
        this.node = node;
        this.lease = lease;
        this.openings = openings;
        this.runNames = runNames;
    }

    /** Deals with everything that is due; returns what this node has to run. */
    public List<Claim> tick() {
        List<Schedule> schedules = store.schedules();
        Map<String, Instant> newest = store.newestFirings();
        List<Firing> open = store.openFirings();
        Instant now = store.storeTime();
        List<Claim> won = new ArrayList<>();
        for (Schedule schedule : schedules) {
            List<Firing> own = open.stream()
                    .filter(firing -> firing.schedule().equals(schedule.name()))
                    .toList();
            won.addAll(tick(schedule, newest.get(schedule.name()), own, now));
        }
        forgetWaitsOfRemoved(schedules, open);
        return won;
    }

    private void forgetWaitsOfRemoved(List<Schedule> schedules, List<Firing> open) {
        List<Unstarted> skips = open.stream()
                .filter(firing -> firing.state().isWaiting()
                        && schedules.stream().noneMatch(each -> each.name().equals(firing.schedule())))
                .map(firing -> new Unstarted(
                        firing.schedule(), firing.nominal(), Firing.State.SKIPPED, "the schedule was removed"))
                .toList();
        record(new ArrayList<>(skips));
    }

    /**
     * Deals with one schedule.
     *
     * @param newest its newest time that something became of
     * @param open its times whose run has not ended, oldest first
     */
    List<Claim> tick(Schedule schedule, @Nullable Instant newest, List<Firing> open, Instant now) {
        Recurrence recurrence = recurrences.computeIfAbsent(schedule.timing(), Timing::recurrence);
        Decision decision = new Decision(schedule, recurrence, openings, now);
        List<Claim> won = new ArrayList<>();
        Firing goingOn = first(open, Firing.State.CLAIMED);
        for (Firing waiting : open) {
            if (waiting.state().isWaiting()) {
                Optional<Verdict> verdict = decision.waiting(waiting, goingOn);
                if (verdict.isPresent() && !carryOut(schedule, waiting.nominal(), verdict.get(), won)) {
                    return won;
                }
                boolean skipped =
                        verdict.filter(it -> it instanceof Verdict.Skip).isPresent();
                goingOn = goingOn == null && !skipped ? waiting : goingOn;
            }
        }
        Instant from = newest == null || newest.isBefore(schedule.since()) ? schedule.since() : newest;
        dueTimes(schedule, recurrence.between(from, now, schedule.zoneId(), MOST_AT_ONCE), now, decision, goingOn, won);
        return won;
    }

    private void dueTimes(
            Schedule schedule,
            List<Instant> due,
            Instant now,
            Decision decision,
            @Nullable Firing before,
            List<Claim> won) {
        if (due.isEmpty()) {
            return;
        }
        Instant newest = due.size() == MOST_AT_ONCE ? now : due.get(due.size() - 1);
        Firing goingOn = before;
        List<Unstarted> unstarted = new ArrayList<>();
        for (Instant nominal : due) {
            Verdict verdict = decision.due(nominal, newest, goingOn);
            if (verdict instanceof Verdict.Skip skip) {
                unstarted.add(new Unstarted(schedule.name(), nominal, Firing.State.SKIPPED, skip.reason()));
                continue;
            }
            if (verdict instanceof Verdict.Wait wait) {
                unstarted.add(new Unstarted(schedule.name(), nominal, wait.state(), wait.reason()));
            } else {
                record(unstarted);
                if (!carryOut(schedule, nominal, verdict, won)) {
                    return; // another node is dealing with this schedule
                }
            }
            goingOn = goingOn == null ? claimed(schedule, nominal) : goingOn;
        }
        record(unstarted);
    }

    private void record(List<Unstarted> unstarted) {
        if (!unstarted.isEmpty()) {
            store.recordFirings(List.copyOf(unstarted));
            told.accept(List.copyOf(unstarted));
            unstarted.clear();
        }
    }

    /** False where another node was quicker. */
    private boolean carryOut(Schedule schedule, Instant nominal, Verdict verdict, List<Claim> won) {
        if (verdict instanceof Verdict.Skip skip) {
            record(new ArrayList<>(
                    List.of(new Unstarted(schedule.name(), nominal, Firing.State.SKIPPED, skip.reason()))));
            return true;
        }
        Claim claim = new Claim(schedule.name(), nominal, false, runNames.apply(nominal), schedule.order(), node);
        boolean ours = store.claimFiring(claim, lease);
        if (ours) {
            won.add(claim);
        }
        return ours;
    }

    private Firing claimed(Schedule schedule, Instant nominal) {
        return new Firing(schedule.name(), nominal, false, Firing.State.CLAIMED, null, null, node, nominal, null, null);
    }

    private static @Nullable Firing first(List<Firing> firings, Firing.State state) {
        return firings.stream()
                .filter(each -> each.state() == state)
                .findFirst()
                .orElse(null);
    }
}
