package io.nightshift.playbooks.module;

/** What a change says of its way back before it is made. */
public sealed interface Undo {
    /** The platform records it; undone with the rest, newest first. */
    record Recorded() implements Undo {}

    /** Run last and once for each key, if any change that led to it was undone (restarts, reloads). */
    record Again(String key) implements Undo {}

    /** Nothing to bring back (a refreshed package index, a file fetched to the controller). */
    record NotNeeded() implements Undo {}

    /** There is no way back; the plan names the step before the run starts. */
    record Impossible(String reason) implements Undo {}

    Undo RECORDED = new Recorded();
    Undo NOT_NEEDED = new NotNeeded();
}
