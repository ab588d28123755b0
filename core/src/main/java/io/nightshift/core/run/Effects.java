package io.nightshift.core.run;

import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.template.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Carries out what controller-side actions ask for. */
final class Effects {
    private final RunContext run;
    private final Prompter prompter;

    Effects(RunContext run, Prompter prompter) {
        this.run = run;
        this.prompter = prompter;
    }

    /** All but {@code meta}, which moves the host through its play. May add to the result. */
    void apply(
            Effect effect,
            HostMemory host,
            Task task,
            Scope scope,
            Map<String, Object> result,
            HostConnections hosts,
            Targets targets) {
        if (effect instanceof Effect.SetFacts || effect instanceof Effect.IncludeVariables) {
            remember(effect, host);
        } else if (effect instanceof Effect.AddHost added) {
            run.inventory(inventory -> inventory.withHost(added.name(), added.groups(), added.variables()));
        } else if (effect instanceof Effect.JoinGroup joined) {
            run.inventory(inventory -> inventory.withGroup(joined.group(), joined.parents(), List.of(host.host)));
        } else if (effect instanceof Effect.Pause pause) {
            pause(pause, result);
        } else if (effect instanceof Effect.WaitForConnection wait) {
            await(wait, task, scope, result, hosts, targets);
        } else if (effect instanceof Effect.SetStatistics statistics) {
            run.statistics.add(statistics.perHost() ? host.name() : "", statistics.data(), statistics.aggregate());
        }
    }

    /** What a task done once for all hosts means for another of them. */
    void share(Effect effect, HostMemory host) {
        if (effect instanceof Effect.SetFacts || effect instanceof Effect.IncludeVariables) {
            remember(effect, host);
        }
    }

    private void remember(Effect effect, HostMemory host) {
        if (effect instanceof Effect.SetFacts facts) {
            facts.values().forEach((name, value) -> HostMemory.putNullable(host.set, name, value));
            if (facts.cacheable()) {
                host.learnFacts(facts.values());
            }
        } else if (effect instanceof Effect.IncludeVariables variables) {
            variables.values().forEach((name, value) -> HostMemory.putNullable(host.included, name, value));
        }
    }

    private void pause(Effect.Pause pause, Map<String, Object> result) {
        Duration duration = pause.duration();
        if (duration != null) {
            Duration until = run.pace.elapsed().plus(duration);
            for (Duration left = duration; left.toMillis() > 0 && !run.stopping.get(); ) {
                run.pause(Math.min(1, left.toMillis() / 1000.0));
                left = until.minus(run.pace.elapsed());
            }
            result.put("user_input", "");
            return;
        }
        String question = pause.prompt() == null ? "Press enter to continue" : pause.prompt();
        result.put("user_input", prompter.ask(question, pause.echo()).orElse(""));
    }

    private void await(
            Effect.WaitForConnection wait,
            Task task,
            Scope scope,
            Map<String, Object> result,
            HostConnections hosts,
            Targets targets) {
        Duration started = run.pace.elapsed();
        BooleanSupplier inTime = run.pace.within(wait.limit());
        run.pause(wait.delay().toMillis() / 1000.0);
        String last = "no answer";
        while (inTime.getAsBoolean()) {
            HostConnections.Acting acting = hosts.acting(task, scope, targets);
            try {
                run.connections.reset(acting.access().entry());
                acting.access().profile();
                result.put("elapsed", run.pace.elapsed().minus(started).toSeconds());
                return;
            } catch (TransportException e) {
                last = String.valueOf(e.getMessage());
            }
            run.pause(wait.pause().toMillis() / 1000.0);
        }
        result.put("failed", true);
        result.put("msg", "no login within " + wait.limit().toSeconds() + " s: " + last);
    }
}
