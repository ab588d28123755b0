package io.nightshift.core.run;

/** Waiting that an interrupt ends early without losing the interrupt. */
final class Pauses {
    private Pauses() {}

    static void seconds(double seconds) {
        try {
            Thread.sleep(Math.max(0, Math.round(seconds * 1000)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
