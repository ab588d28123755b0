package io.nightshift.playbooks.module;

import java.util.List;

/**
 * What a playbook task calls: it says what to read on the host and what to change there, and never touches the host itself.
 *
 * <p>A module is a pure function of its arguments and readings, so its tests are data. The engine probes, asks for a plan,
 * records the way back, applies the changes and asks for the result. {@link #plan} is called again with more readings after
 * every {@link Plan.Ask} and {@link Plan.DoThenAsk}.
 */
public interface TaskModule {
    /** Name, parameters and documentation; the same object at every call. */
    ModuleSpec spec();

    /** What must be known before {@link #plan} can decide; reading never changes anything. */
    List<Probe> probe(Args args);

    /** What has to change, given what is there now. {@link Plan.Nothing} when the host is already as asked. */
    Plan plan(Args args, Readings now);

    /**
     * The value a task registers, under the names Ansible's module of the same name returns.
     *
     * @param before every reading the last plan was made from
     * @param done what became of the planned changes, in order; empty for {@link Plan.Nothing}
     */
    Result result(Args args, Readings before, List<Outcome> done);
}
