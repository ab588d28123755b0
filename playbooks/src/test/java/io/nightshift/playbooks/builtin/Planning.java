package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plans a task as the engine does: reads, plans, reads what is asked for, until the plan is there. */
final class Planning {
    private static final int MOST_ROUNDS = 20;

    final List<Change> changes = new ArrayList<>();
    final Set<Probe> asked = new LinkedHashSet<>();
    Readings readings = Readings.NONE;

    @Nullable
    String failure;

    private final TaskModule module;
    private final Args args;

    Planning(TaskModule module, Args args) {
        this.module = module;
        this.args = args;
    }

    /** @param later answers once a part of the changes is made, given those changes */
    Planning run(Function<Probe, Reading> host, Function<List<Change>, Function<Probe, Reading>> later) {
        try {
            Function<Probe, Reading> answers = host;
            read(module.probe(args), answers);
            for (int round = 0; round < MOST_ROUNDS; round++) {
                Plan plan = module.plan(args, readings);
                if (plan instanceof Plan.Ask more) {
                    read(more.probes(), answers);
                } else if (plan instanceof Plan.DoThenAsk first) {
                    changes.addAll(first.changes());
                    answers = later.apply(changes);
                    forget(first.changes());
                    read(first.probes(), answers);
                } else if (plan instanceof Plan.Fail fail) {
                    failure = fail.message();
                    return this;
                } else {
                    changes.addAll(plan instanceof Plan.Do act ? act.changes() : List.of());
                    return this;
                }
            }
            throw new AssertionError("the module still asks after " + MOST_ROUNDS + " rounds: " + asked);
        } catch (ModuleFailure e) {
            failure = e.getMessage();
            return this;
        }
    }

    private void read(List<Probe> probes, Function<Probe, Reading> host) {
        Map<Probe, Reading> answers = new HashMap<>();
        for (Probe probe : probes) {
            if (asked.add(probe) || !readings.has(probe)) {
                answers.put(probe, host.apply(probe));
            }
        }
        readings = readings.and(answers);
    }

    private void forget(List<Change> made) {
        Map<Probe, Reading> kept = new HashMap<>(readings.all());
        kept.keySet().removeIf(probe -> made.stream().anyMatch(change -> change.touches(probe)));
        readings = new Readings(kept);
    }

    /** What the host would answer after some changes, by their own predictions. */
    static Function<Probe, Reading> predicted(Function<Probe, Reading> host, List<Change> changes) {
        return probe -> {
            Reading reading = host.apply(probe);
            for (Change change : changes) {
                reading = change.predict(probe, reading);
            }
            return reading;
        };
    }
}
