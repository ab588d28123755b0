package io.nightshift.core.plan;

import io.nightshift.core.journal.Difference;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Undo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has to do with a plan: nothing, as most do; or a plan is written from it; or it is held to one. Asked by many threads.
 */
public interface Planned {
    /** A run without a plan. */
    Planned NOT = new Planned() {};

    /** Whether a plan is being written: nothing acts, and whatever depends on that is known after apply. */
    default boolean writing() {
        return false;
    }

    /** Whether it is told what a check would change. */
    default boolean checking() {
        return writing();
    }

    /** Whether a check takes commands as if they had no effect, so that whatever comes after them is looked at all the same. */
    default boolean passesOverCommands() {
        return false;
    }

    /** What a host said, before any planned change is laid over it. */
    default void read(StepPlace place, Map<Probe, Reading> answers) {}

    /**
     * A change that comes next.
     *
     * @param differences what it finds and leaves, without secrets
     * @return why it must not be made; empty where it may
     */
    default Optional<String> change(
            StepPlace place, Change change, String described, Undo undo, List<Difference> differences) {
        return Optional.empty();
    }

    /** Steps that can be planned only when others were made. */
    default void later(StepPlace place) {}

    /** Steps that are made only where others fail. */
    default void rescue(StepPlace place) {}

    /** Steps that look whether the host is well after its changes. */
    default void health(StepPlace place) {}

    /** A file of the controller that goes to hosts, with its SHA-256. */
    default void file(String path, String sha256) {}

    /** Why this host must not be touched at all; empty where it may. */
    default Optional<String> refused(String host) {
        return Optional.empty();
    }

    /** The readings that the host's plan rests on, to be taken again before its first change; each host is told them once. */
    default List<BaseReading> base(String host) {
        return List.of();
    }

    /** What has changed since the plan, for people; empty where nothing has. */
    default Optional<String> changedSince(String host, BaseReading base, Reading now) {
        return Optional.empty();
    }
}
