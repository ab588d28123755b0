package io.nightshift.core.run;

import io.nightshift.core.journal.Rollback;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.record.ReachedNotes;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.Secret;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Removes a run's tickets from its hosts, and what was moved aside for them. */
public final class HostPrunes {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private final RunServices services;
    private final Duration connectLimit;
    private final @Nullable Secret password;
    private final @Nullable Secret becomePassword;

    public HostPrunes(
            RunServices services, Duration connectLimit, @Nullable Secret password, @Nullable Secret becomePassword) {
        this.services = services;
        this.connectLimit = connectLimit;
        this.password = password;
        this.becomePassword = becomePassword;
    }

    /** What could not be removed, in words; the run counts as pruned only when nothing is left. */
    public List<String> prune(RunRecord run) {
        List<String> problems = new ArrayList<>();
        Map<String, HostRecord> records = new LinkedHashMap<>();
        services.store().hosts(run.id()).forEach(host -> records.put(host.name(), host));
        try (Connections connections = new Connections(services, connectLimit)) {
            for (String host : records.keySet()) {
                Set<List<String>> done = new LinkedHashSet<>();
                for (StepRecord step : services.store().steps(run.id(), host)) {
                    if (step.undoKind() == UndoKind.BY_CONTROLLER
                            && step.state().mayHaveActed()) {
                        forget(step, records.get(step.target()), connections, problems);
                    }
                    List<String> place = List.of(step.target(), step.login(), String.valueOf(step.becomeUser()));
                    if (done.add(place)) {
                        prune(run, step, records.get(step.target()), connections, problems);
                    }
                }
            }
        }
        if (problems.isEmpty()) {
            services.store().undoPruned(run.id());
        }
        return problems;
    }

    /** What was kept in a database for an undo that nobody can ask for any more. */
    private void forget(StepRecord step, @Nullable HostRecord record, Connections connections, List<String> problems) {
        String problem = new ControllerUndos(services.drivers()).forget(step, same -> {
            Place place = place(step, record, connections);
            Connection open = place.entry().open();
            return new Rollback.Reached(
                    open,
                    open.shell(place.become()),
                    place.entry().profile(place.become()),
                    place.entry().isLocal());
        });
        if (problem != null) {
            problems.add(step.target() + ": " + problem);
        }
    }

    private record Place(Connections.Entry entry, Become become) {}

    private Place place(StepRecord step, @Nullable HostRecord record, Connections connections) {
        Map<String, String> how = record == null
                ? ReachedNotes.of(services.store(), step.id().run(), step.id().host(), step.target())
                : record.connection();
        Target target =
                ConnectionRecords.target(step.target(), how, step.login()).withPassword(password);
        String user = step.becomeUser();
        Become become = user == null
                ? Become.NONE
                : new Become.User(
                        user,
                        Become.Method.named(String.valueOf(step.becomeMethod())).orElse(Become.Method.SUDO),
                        becomePassword,
                        List.of());
        boolean local = ConnectionRecords.isLocal(how) || how.isEmpty() && Targets.isLocalName(step.target());
        return new Place(connections.entry(target, local), become);
    }

    private void prune(
            RunRecord run,
            StepRecord step,
            @Nullable HostRecord record,
            Connections connections,
            List<String> problems) {
        Place place = place(step, record, connections);
        try {
            String script = services.platform().prune(place.entry().profile(place.become()), run.id());
            Frame frame = place.entry().open().shell(place.become()).run(script, LIMIT);
            if (!frame.succeeded()) {
                problems.add(step.target() + ": " + frame.stderr().text().strip());
            }
        } catch (TransportException e) {
            problems.add(step.target() + ": " + e.getMessage());
        }
    }
}
