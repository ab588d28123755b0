package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a play goes from ring to ring, when it stops, and what then becomes of the hosts that it has changed.
 *
 * @param rings in the order they are taken; empty for all hosts at once, or for those of {@code serial}
 * @param width how many hosts are at work at once; null for as many as the run allows
 * @param health tasks that must pass on a host after its change, and once more after the soak
 * @param abort how much of each kind of trouble ends the rollout; a kind that is not named ends nothing
 * @param offline what is done about hosts that do not answer; null where they count as unreachable, as in any run
 */
public record Rollout(
        Position position,
        List<Ring> rings,
        @Nullable Integer width,
        List<Item> health,
        Map<Trouble, Limit> abort,
        OnAbort onAbort,
        @Nullable Offline offline) {
    public Rollout {
        rings = List.copyOf(rings);
        health = List.copyOf(health);
        abort = Map.copyOf(abort);
    }

    /**
     * Hosts that are changed together, and what stands between them and the next ring.
     *
     * @param hosts a pattern or a list of patterns; null where {@code size} counts
     * @param size up to which share or number of the play's hosts this ring reaches, those of the rings before it included;
     *     null where {@code hosts} says
     * @param soak how long the ring is left alone before its health is looked at once more
     * @param approve who must agree before the next ring begins; null for nobody
     */
    public record Ring(
            String name,
            Position position,
            @Nullable Object hosts,
            @Nullable Limit size,
            Duration soak,
            @Nullable String approve) {}

    /** What can go wrong with a host. */
    public enum Trouble {
        /** A task failed. */
        FAILED,
        /** A health task failed. */
        UNHEALTHY,
        /** It had answered in this run, and was lost. */
        UNREACHABLE
    }

    /** A number of hosts, or a share of them in percent. */
    public record Limit(double value, boolean percent) {
        /** How many hosts that are, of this many; at least one. */
        public int of(int hosts) {
            return Math.max(1, (int) Math.ceil(percent ? value / 100 * hosts - 1e-9 : value));
        }

        @Override
        public String toString() {
            String number = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
            return percent ? number + "%" : number;
        }
    }

    /** What an aborted rollout does with hosts that it has changed. */
    public enum OnAbort {
        /** They keep what they have. */
        STOP,
        /** Those of the ring at work go back. */
        UNDO_RING,
        /** Those of every ring so far go back. */
        UNDO_ALL
    }

    /**
     * Hosts that are off are waited for.
     *
     * @param patience how long ({@code wait:}), from the beginning of the run
     * @param wake whether they are woken over the network
     */
    public record Offline(Duration patience, boolean wake) {}
}
