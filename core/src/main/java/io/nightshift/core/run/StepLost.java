package io.nightshift.core.run;

/** A step is lost, and planning it again does no harm: it is looked at afresh what there is to do. */
final class StepLost extends Exception {
    private static final long serialVersionUID = 1L;

    StepLost(String message) {
        super(message, null, false, false);
    }
}
