package io.nightshift.core.schedule;

/** What is to become of a time of a schedule. */
sealed interface Verdict {
    record Run() implements Verdict {}

    record Skip(String reason) implements Verdict {}

    record Wait(Firing.State state, String reason) implements Verdict {}
}
