package io.nightshift.core.platform;

import java.util.regex.Pattern;

/**
 * In whose name a host is changed. A host belongs to one run at a time, as one user; it is held from the first change to the run's
 * end there, and for a quarter of an hour after the last sign of a run that died.
 *
 * @param run the forward run; its rollbacks act in its name
 * @param epoch grows with every process that takes the run over; a host refuses what comes from an earlier one
 * @param turn grows with every controller that takes this host of a run that several of them make; 0 where only one does
 * @param holder who makes the run, for people: user, machine
 * @param overtakes whether it goes on where another run has worked since
 */
public record Hold(String run, int epoch, int turn, String holder, boolean overtakes) {
    /** Of one process's turns. */
    private static final int TURNS = 1000;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@+-]*");
    private static final int LONGEST = 80;

    public Hold {
        if (!WORD.matcher(run).matches()) {
            throw new IllegalArgumentException("not the name of a run: " + run);
        }
        if (epoch < 1) {
            throw new IllegalArgumentException("epochs count from 1: " + epoch);
        }
        if (turn < 0 || turn >= TURNS) {
            throw new IllegalArgumentException("a run with so many turns goes on alone: " + turn);
        }
        String plain = holder.replaceAll("[^A-Za-z0-9._@+-]", "_");
        holder = plain.isEmpty() ? "unknown" : plain.substring(0, Math.min(LONGEST, plain.length()));
    }

    public Hold(String run, int epoch, String holder, boolean overtakes) {
        this(run, epoch, 0, holder, overtakes);
    }

    /** The same for a host that has been in so many hands. */
    public Hold onTurn(int other) {
        return new Hold(run, epoch, other, holder, overtakes);
    }

    /** What a host compares: what comes with a smaller one is stale. */
    public int number() {
        return epoch == 1 && turn == 0 ? 1 : epoch * TURNS + turn;
    }

    /** Of the first process of a run. */
    public static Hold first(String run, String holder) {
        return new Hold(run, 1, holder, false);
    }
}
