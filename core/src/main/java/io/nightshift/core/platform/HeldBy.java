package io.nightshift.core.platform;

/** Why a host refuses to be changed in somebody's name. */
public sealed interface HeldBy {
    /** A sentence for people, without the host's name. */
    String sentence();

    /**
     * Another run is at work there.
     *
     * @param seconds after which the host is free if nothing more is heard of that run
     */
    record Run(String run, String holder, long seconds) implements HeldBy {
        @Override
        public String sentence() {
            return "held by run " + run + " of " + holder + ", for "
                    + (seconds < 120 ? seconds + " s" : seconds / 60 + " min") + " at the most";
        }
    }

    /** This run left the host alone for so long that another one took it. */
    record Overtaken(String run, String holder) implements HeldBy {
        @Override
        public String sentence() {
            return "run " + run + " of " + holder + " has worked here since";
        }
    }

    /** A later process has taken this run over. */
    record Stale() implements HeldBy {
        @Override
        public String sentence() {
            return "another process has taken this run over; this one changes nothing any more";
        }
    }

    /** The host could not write down who holds it. */
    record Failed() implements HeldBy {
        @Override
        public String sentence() {
            return "it cannot be written down there who holds it; is its disk full?";
        }
    }
}
