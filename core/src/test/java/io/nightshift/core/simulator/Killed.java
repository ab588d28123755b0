package io.nightshift.core.simulator;

/** What ends every worker of a controller that was killed. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("the controller was killed", null, false, false);
    }
}
