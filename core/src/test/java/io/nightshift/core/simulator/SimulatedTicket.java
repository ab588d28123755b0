package io.nightshift.core.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ticket on a pretended host: what a step left there, and what is true of it. */
final class SimulatedTicket {
    final String directory;
    final int boot;
    /** What is to be done: words of a change, or of an undo. */
    final List<String> act;
    /** Claimed before it began, so that it never will. */
    boolean forbidden;
    /** The way back is recorded. */
    boolean ready;
    /** Its change has been made this often, which must never be more than once. */
    int acted;

    boolean undone;
    boolean running;
    boolean timedOut;
    long endsAt;
    Integer status;
    String out = "";
    String err = "";
    /** What was at the paths that the change touches. */
    final Map<String, Optional<Thing>> before = new LinkedHashMap<>();

    SimulatedTicket(String directory, int boot, List<String> act) {
        this.directory = directory;
        this.boot = boot;
        this.act = act;
    }

    /** Something at a path: a directory where {@code content} is null. */
    record Thing(String content, int mode) {
        boolean isDirectory() {
            return content == null;
        }
    }
}
