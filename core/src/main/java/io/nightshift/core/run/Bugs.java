package io.nightshift.core.run;

import org.slf4j.LoggerFactory;

/** Where our own mistakes are written down; people see one sentence and where to find the rest. */
final class Bugs {
    private Bugs() {}

    static void report(Throwable problem) {
        LoggerFactory.getLogger(Bugs.class).error("a bug of Nightshift", problem);
    }
}
