package io.nightshift.core.run;

import io.nightshift.core.platform.Hold;
import io.nightshift.core.record.RunNotes;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import io.nightshift.inventory.Inventory;
import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.Play;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs scripts that only read on hosts of an inventory, as root where that is to be had; logs in as a run would. */
public final class HostReader implements AutoCloseable {
    private static final Directives BECOMING =
            new Directives(Map.of("become", true), List.of(), Set.of(), Map.of(), List.of(), List.of(), List.of());

    private final RunContext run;

    public HostReader(
            RunServices services, Readers readers, Redactor redactor, Inventory inventory, RunSettings settings) {
        this.run = new RunContext(
                "reader",
                settings,
                inventory,
                services,
                new Connections(services, settings.connectLimit()),
                redactor,
                readers,
                RunNotes.none(),
                new Holds(services.platform(), Hold.first("reader", "nobody")),
                Timing.ALWAYS,
                java.nio.file.Path.of(""),
                null,
                RunEvent.Listener.NOBODY);
    }

    /** The hosts that these plays are for, each once. */
    public Set<String> hosts(List<Play> plays, @Nullable List<String> limit) {
        Set<String> all = new LinkedHashSet<>();
        HostSelection selection = new HostSelection(run, limit, RunEvent.Listener.NOBODY);
        plays.forEach(play -> all.addAll(selection.of(play, new Random(1))));
        return all;
    }

    public Frame read(String host, String script, Duration limit) throws TransportException {
        HostScope scope = new HostScope(run, null, run.memory(host), null, Map.of());
        Targets.Where where = new Targets(run).of(host, scope, BECOMING, false);
        Connections.Entry entry = run.connections.entry(where.target(), where.local());
        boolean root = entry.profile(Become.NONE).user().equals("root");
        return entry.open().shell(root ? Become.NONE : where.become()).run(script, limit);
    }

    @Override
    public void close() {
        run.connections.close();
    }
}
