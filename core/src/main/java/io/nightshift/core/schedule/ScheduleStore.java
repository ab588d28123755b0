package io.nightshift.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where schedules, their times and the leases of their runs are kept. Time is the store's own, the same for all who use it. What a
 * method was given is durable when it returns. Every call may be made again by a node that did not hear its answer.
 */
public interface ScheduleStore {
    /** What time it is, for all who share this store. */
    Instant storeTime();

    /** Adds a schedule, or changes the one of this name. */
    void keepSchedule(Schedule schedule);

    /** Forgets a schedule; what became of its times stays. Says whether there was one. */
    boolean removeSchedule(String name);

    /** By name. */
    List<Schedule> schedules();

    Optional<Schedule> schedule(String name);

    /** The newest time of each schedule that something became of, other than those ordered by people. */
    Map<String, Instant> newestFirings();

    /** Times whose run has not ended, oldest first. */
    List<Firing> openFirings();

    /** What became of a schedule's times, newest first. */
    List<Firing> firings(String schedule, int limit);

    /** The time that a run belongs to. */
    Optional<Firing> firingOfRun(String run);

    /** With what words a run is to be made that belongs to a time. */
    Optional<ScheduledOrder> orderOfRun(String run);

    /**
     * Claims a time for a node, if nothing has become of it but waiting: from then on it has this one run, leased to the node.
     *
     * @return whether it is the node's now
     */
    boolean claimFiring(Claim claim, Duration lease);

    /** Orders a run to be made by whichever node takes it first. */
    void orderFiring(Claim claim);

    /** Records waits and skips, as far as nothing has become of these times but waiting. */
    void recordFirings(List<Unstarted> times);

    /** The run of a time has ended. */
    void endFiring(String run, int exitCode);

    /** The run of a time cannot be made. */
    void dropFiring(String run, String reason);

    /** Leases a run whose lease nobody holds or whose lease has run out; a run without a lease gets one. */
    boolean takeLease(String run, String node, Duration lease);

    /** Prolongs the leases of a node; returns those runs that it still holds. */
    List<String> renewLeases(String node, List<String> runs, Duration lease);

    /** Lets others take a run at once. */
    void releaseLease(String run, String node);

    /** The run has ended and needs no lease any more. */
    void endLease(String run, String node);

    /** Runs whose lease has run out, or that nobody has taken yet. */
    List<String> freeRuns();

    Optional<RunLease> lease(String run);

    /**
     * A time that becomes a run.
     *
     * @param run the name its run will have
     */
    record Claim(String schedule, Instant nominal, boolean ordered, String run, ScheduledOrder order, String node) {}

    /** A time that waits or is skipped. */
    record Unstarted(
            String schedule,
            Instant nominal,
            Firing.State state,
            @Nullable String reason) {
        public Unstarted {
            if (state == Firing.State.CLAIMED || state == Firing.State.ENDED) {
                throw new IllegalArgumentException("that has a run: " + state);
            }
        }
    }
}
