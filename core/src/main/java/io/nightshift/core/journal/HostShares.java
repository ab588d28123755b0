package io.nightshift.core.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Hosts of a run that any controller may work on, one at a time, each under a lease. The controller that makes the run offers them, the
 * others take what is offered and return it. Time is the store's own. Every call may be made again by one that did not hear its answer.
 */
public interface HostShares {
    /**
     * Offers hosts of a play in this order, whatever was known of them in an earlier play.
     *
     * @throws StaleRunException if a later process has taken the run over
     */
    void offerHosts(String run, int epoch, String play, List<String> hosts);

    /**
     * Takes offered hosts, the last ones first: the controller that makes the run begins with the first.
     *
     * @return all that this worker holds now, those of before included
     */
    List<HostShare> claimHosts(String run, String worker, int count, Duration lease);

    /**
     * Takes a host for the controller that makes the run, if nobody else holds it.
     *
     * @return empty where another one holds it
     * @throws StaleRunException if a later process has taken the run over
     */
    Optional<HostShare> takeHost(String run, int epoch, String host, String worker, Duration lease);

    /** Prolongs what a worker holds of a run; returns that. */
    List<HostShare> renewHosts(String run, String worker, Duration lease);

    /** The worker is through with a host, whatever became of it. */
    void returnHost(String run, String host, String worker);

    /** From now on nobody takes offered hosts, and whoever has one is to let go of it. */
    void recallHosts(String run);

    /** Forgets who works on which host. */
    void endSharing(String run);

    /** All hosts that are shared in a run. */
    List<HostShare> sharesOf(String run);

    /** Runs under way with hosts that are offered. */
    List<String> offeredRuns();
}
