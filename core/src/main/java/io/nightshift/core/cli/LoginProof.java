package io.nightshift.core.cli;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.run.RunServices;
import io.nightshift.core.run.RunSettings;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.Transport;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.Block;
import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Playbook;
import io.nightshift.playbooks.Task;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Proves the credentials of a run that nobody will watch: logs in to every host of every play in each way that its tasks will, becomes
 * whom they become, reads one thing there, and changes nothing.
 */
final class LoginProof {
    /** Keywords that say how a host is logged in to. */
    private static final Set<String> LOGIN = Set.of(
            "remote_user",
            "port",
            "connection",
            "become",
            "become_user",
            "become_method",
            "become_exe",
            "become_flags");

    private static final String LOOK = """
            - hosts: all
              tasks:
                - name: a look at the root folder
                  stat: {path: /}
            """;

    private final Prepared prepared;
    private final ConnectionOptions connection;
    private final Map<String, String> off = new ConcurrentHashMap<>();
    private final Map<String, String> said = new ConcurrentHashMap<>();

    LoginProof(Prepared prepared, ConnectionOptions connection) {
        this.prepared = prepared;
        this.connection = connection;
    }

    /**
     * What was found.
     *
     * @param well hosts that let us in
     * @param off hosts of which nothing answered
     * @param refused hosts that answered, and why they did not let us in
     */
    record Result(List<String> well, List<String> off, Map<String, String> refused) {}

    Result make() {
        Workbench bench = prepared.bench();
        RunServices real = bench.services(connection, NoStore.open());
        RunServices services = real.reachedBy(new Witness(real.ssh()));
        try {
            RunResult result = new RunEngine(services, bench.readers(), bench.terminal, new SecureRandom())
                    .run(order(), this::hear, bench.redactor, handle -> {});
            return sorted(result.hosts());
        } finally {
            services.ssh().close();
            services.local().close();
        }
    }

    private Result sorted(Map<String, HostState> hosts) {
        List<String> well = new ArrayList<>();
        List<String> dark = new ArrayList<>();
        Map<String, String> refused = new TreeMap<>();
        new TreeMap<>(hosts).forEach((host, state) -> {
            if (state == HostState.UNCHANGED || state == HostState.UPDATED) {
                well.add(host);
            } else if (off.containsKey(host)) {
                dark.add(host);
            } else {
                refused.put(host, said.getOrDefault(host, state.name()));
            }
        });
        return new Result(well, dark, refused);
    }

    private void hear(RunEvent event) {
        if (event instanceof RunEvent.HostEnded ended && ended.detail() != null) {
            said.put(ended.host(), Shown.line(ended.detail()));
        } else if (event instanceof RunEvent.TaskEnded task && task.message() != null) {
            said.putIfAbsent(task.host(), Shown.line(task.message()));
        }
    }

    private RunEngine.Order order() {
        Workbench bench = prepared.bench();
        RunSettings settings = prepared.settings().forLooking();
        return new RunEngine.Order(
                "proof",
                RunRecord.Kind.CHECK,
                playbook(),
                prepared.read().inventory(),
                settings,
                prepared.limit(),
                Map.of(),
                List.of(),
                bench.caller.user(),
                Version.text(),
                Duration.ofDays(1),
                prepared.prompted(),
                "",
                false);
    }

    private Playbook playbook() {
        Workbench bench = prepared.bench();
        Playbook real = prepared.read().playbook();
        Task look = (Task) bench.readers()
                .playbooks(bench.problems)
                .readText("proof", LOOK, bench.workingDirectory)
                .plays()
                .get(0)
                .tasks()
                .get(0);
        List<Play> plays = new ArrayList<>();
        for (Play play : real.plays()) {
            Set<Map<String, Object>> ways = new LinkedHashSet<>();
            ways.add(way(play.directives()));
            collect(play.items(), ways);
            collect(List.copyOf(play.handlers()), ways);
            List<Item> looks = new ArrayList<>();
            for (Map<String, Object> way : ways) {
                Directives directives =
                        new Directives(way, List.of(), Set.of(), play.variables(), List.of(), List.of(), List.of());
                looks.add(look.withDirectives(directives));
            }
            plays.add(play.withOnly(looks));
        }
        return new Playbook(real.file(), plays, Map.of());
    }

    private static void collect(List<Item> items, Set<Map<String, Object>> ways) {
        for (Item item : items) {
            if (item instanceof Block block) {
                collect(block.items(), ways);
                collect(block.rescue(), ways);
                collect(block.always(), ways);
            } else if (item instanceof Task task && !task.directives().values().containsKey("delegate_to")) {
                ways.add(way(task.directives()));
            }
        }
    }

    private static Map<String, Object> way(Directives directives) {
        Map<String, Object> way = new TreeMap<>(directives.values());
        way.keySet().retainAll(LOGIN);
        return way;
    }

    /** Notes of which hosts nothing answered: that is no reason to distrust the credentials. */
    private final class Witness implements Transport {
        private final Transport real;

        Witness(Transport real) {
            this.real = real;
        }

        @Override
        public Connection connect(Target target, Duration limit) throws TransportException {
            try {
                return real.connect(target, limit);
            } catch (TransportException e) {
                if (e.kind() == TransportException.Kind.UNREACHABLE || e.kind() == TransportException.Kind.TIMEOUT) {
                    off.put(target.name(), String.valueOf(e.getMessage()));
                }
                throw e;
            }
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
