package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.record.RunNotes;
import io.nightshift.inventory.HostPattern;
import io.nightshift.inventory.Inventory;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Playbook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes one run: plays in order, rings of hosts in each, every host through its tasks, and an end state for every host. */
public final class RunEngine {
    private final RunServices services;
    private final Readers readers;
    private final Prompter prompter;
    private final RandomGenerator random;

    public RunEngine(RunServices services, Readers readers, Prompter prompter, RandomGenerator random) {
        this.services = services;
        this.readers = readers;
        this.prompter = prompter;
        this.random = random;
    }

    /**
     * What a run is made of.
     *
     * @param limit hosts it is limited to, null for all
     * @param texts the exact texts of the inventory, beside those of the playbook
     * @param resumed whether the store holds this run already, and it goes on from there
     * @param prompted answers to {@code vars_prompt}, by play path
     */
    public record Order(
            String id,
            RunRecord.Kind kind,
            Playbook playbook,
            Inventory inventory,
            RunSettings settings,
            @Nullable List<String> limit,
            Map<String, String> texts,
            List<String> commandLine,
            String user,
            String version,
            Duration keepUndo,
            Map<String, Map<String, Object>> prompted,
            String journal,
            boolean resumed) {}

    /** A run under way: how to stop it. */
    public interface Handle {
        /** Steps in flight end, then every host parks. */
        void stop();
    }

    /**
     * Runs to the end.
     *
     * @param started gets the handle before the first host is touched
     */
    public RunResult run(
            Order order, RunEvent.Listener listener, Redactor redactor, java.util.function.Consumer<Handle> started) {
        RunSettings settings = order.settings();
        Connections connections = new Connections(services, settings.connectLimit());
        RunContext run = new RunContext(
                order.id(),
                settings,
                order.inventory(),
                services,
                connections,
                redactor,
                readers,
                notes(order),
                new Holds(services.platform(), hold(order)),
                listener);
        try (connections) {
            return new Execution(run, order).run(started);
        } finally {
            run.deadMen.close();
        }
    }

    private Hold hold(Order order) {
        int epoch =
                order.resumed() && !order.settings().check() ? services.store().raiseEpoch(order.id()) : 1;
        String holder = order.user() + "@" + readers.controllerName();
        return new Hold(order.id(), epoch, holder, order.settings().retake());
    }

    private RunNotes notes(Order order) {
        if (order.settings().check()) {
            return RunNotes.none();
        }
        return order.resumed()
                ? RunNotes.stored(services.store(), order.id())
                : RunNotes.fresh(services.store(), order.id());
    }

    /** The state of one run. */
    private final class Execution {
        private final RunContext run;
        private final Order order;
        private final HostEnding endings;
        private final Map<String, HostState> states = new ConcurrentHashMap<>();
        private final Map<String, String> details = new ConcurrentHashMap<>();
        private final Set<String> order0 = new LinkedHashSet<>();
        private final Map<String, Integer> lastPlay = new HashMap<>();
        private int forwardExit;

        Execution(RunContext run, Order order) {
            this.run = run;
            this.order = order;
            this.endings = new HostEnding(run, order.keepUndo());
        }

        RunResult run(java.util.function.Consumer<Handle> started) {
            Instant begun = run.clock.instant();
            List<Play> plays = order.playbook().plays();
            for (int i = 0; i < plays.size(); i++) {
                for (String host :
                        new HostSelection(run, order.limit(), RunEvent.Listener.NOBODY).of(plays.get(i), random)) {
                    order0.add(host);
                    lastPlay.put(host, i);
                }
            }
            order0.forEach(host -> states.put(host, HostState.WAITING));
            if (order.resumed()) {
                goOn();
            } else {
                begin(begun);
            }
            started.accept(() -> run.stopping.set(true));
            run.tell(new RunEvent.RunStarted(
                    run.id, order.playbook().file().toString(), order0.size(), run.settings.check(), order.journal()));
            for (int i = 0; i < plays.size(); i++) {
                Play play = plays.get(i);
                if (run.stopping.get()) {
                    break;
                }
                List<String> hosts = run.alive(hosts(play));
                hosts.forEach(this::join);
                PlayContext context = new PlayContext(
                        play,
                        name(play),
                        hosts,
                        order.prompted().getOrDefault(play.path(), Map.of()),
                        last(i, plays.size()));
                if (!new PlayRun(run, context, endings, prompter, random, states, details).run()) {
                    break;
                }
            }
            return end(begun);
        }

        /** Hosts that are not in any play of the beginning joined later, and may be wanted until the end. */
        private Predicate<String> last(int play, int plays) {
            return host -> lastPlay.getOrDefault(host, plays - 1) <= play;
        }

        /** A host that was added while the run was under way is part of it from now on. */
        private void join(String host) {
            if (order0.add(host)) {
                states.put(host, HostState.WAITING);
                run.store.addHost(run.id, record(host, run.clock.instant()));
            }
        }

        private RunStore.HostRecord record(String host, Instant now) {
            Map<String, String> how = new ConnectionRecords(run).of(host);
            return new RunStore.HostRecord(host, 1, HostState.WAITING, null, how, now);
        }

        private String name(Play play) {
            Object name = play.name();
            return name instanceof List<?> list
                    ? String.join(",", list.stream().map(String::valueOf).toList())
                    : String.valueOf(name instanceof io.nightshift.inventory.yaml.Source source ? source.text() : name);
        }

        private List<String> hosts(Play play) {
            List<String> hosts = run.notes
                    .hosts(play.path())
                    .orElseGet(() -> new HostSelection(run, order.limit(), run.listener).of(play, random));
            run.notes.hosts(play.path(), hosts);
            return hosts;
        }

        /** Hosts that came to an end before the run was interrupted keep it; the others go on. */
        private void goOn() {
            for (RunStore.HostRecord host : run.store.hosts(run.id)) {
                order0.add(host.name());
                boolean over = host.state().isFailure();
                states.put(host.name(), over ? host.state() : HostState.WAITING);
                if (over) {
                    details.put(host.name(), host.detail() == null ? "" : host.detail());
                }
            }
            run.store.reopen(run.id);
        }

        private void begin(Instant now) {
            Map<String, String> texts = new LinkedHashMap<>(order.playbook().texts());
            texts.putAll(order.texts());
            List<RunStore.HostRecord> hosts =
                    order0.stream().map(host -> record(host, now)).toList();
            run.store.begin(
                    new RunRecord(
                            run.id,
                            order.kind(),
                            null,
                            order.playbook().file().toString(),
                            order.commandLine(),
                            order.user(),
                            order.version(),
                            now,
                            null,
                            null,
                            now.plus(order.keepUndo()),
                            false),
                    texts,
                    hosts);
        }

        private RunResult end(Instant begun) {
            Instant now = run.clock.instant();
            run.holds.endAll();
            for (String host : order0) {
                HostState state = states.getOrDefault(host, HostState.WAITING);
                if (state == HostState.RUNNING) {
                    state = run.memory(host).changed ? HostState.UPDATED : HostState.UNCHANGED;
                    states.put(host, state);
                    if (!run.takenOver.get()) {
                        run.store.host(run.id, host, state, null, now);
                    }
                    run.tell(new RunEvent.HostEnded(host, state, null));
                }
            }
            Map<String, HostState> shown = new LinkedHashMap<>();
            order0.forEach(host -> shown.put(host, states.getOrDefault(host, HostState.WAITING)));
            boolean interrupted = run.stopping.get() && !run.takenOver.get();
            forwardExit = RunResult.exitCode(shown.values(), interrupted);
            if (!run.takenOver.get()) {
                endings.end(forwardExit);
            }
            if (!run.stopping.get()) {
                run.store.end(run.id, forwardExit, now);
            }
            run.tell(new RunEvent.RunEnded(
                    run.id, forwardExit, shown, new LinkedHashMap<>(details), Duration.between(begun, now)));
            return new RunResult(run.id, forwardExit, shown);
        }
    }

    /** The hosts a pattern stands for. */
    static HostPattern pattern(Object hosts, io.nightshift.inventory.yaml.Position position) {
        List<String> texts = new ArrayList<>();
        if (hosts instanceof List<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each)));
        } else {
            texts.add(String.valueOf(hosts));
        }
        return HostPattern.of(texts, position);
    }
}
