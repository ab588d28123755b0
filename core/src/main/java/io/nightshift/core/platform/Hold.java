package io.nightshift.core.platform;

import java.util.regex.Pattern;

/**
 * In whose name a host is changed. A host belongs to one run at a time, as one user; it is held from the first change to the run's
 * end there, and for a quarter of an hour after the last sign of a run that died.
 *
 * @param run the forward run; its rollbacks act in its name
 * @param epoch grows with every process that takes the run over; a host refuses what comes from an earlier one
 * @param holder who makes the run, for people: user, machine
 * @param overtakes whether it goes on where another run has worked since
 */
public record Hold(String run, int epoch, String holder, boolean overtakes) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@+-]*");
    private static final int LONGEST = 80;

    public Hold {
        if (!WORD.matcher(run).matches()) {
            throw new IllegalArgumentException("not the name of a run: " + run);
        }
        if (epoch < 1) {
            throw new IllegalArgumentException("epochs count from 1: " + epoch);
        }
        String plain = holder.replaceAll("[^A-Za-z0-9._@+-]", "_");
        holder = plain.isEmpty() ? "unknown" : plain.substring(0, Math.min(LONGEST, plain.length()));
    }

    /** Of the first process of a run. */
    public static Hold first(String run, String holder) {
        return new Hold(run, 1, holder, false);
    }
}
