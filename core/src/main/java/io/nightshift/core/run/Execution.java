package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.run.BegunPlays.Begun;
import io.nightshift.core.store.StoreException;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.Play;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** One run under way: its plays in order, and how every host stands in the end. */
final class Execution {
    private final RunContext run;
    private final RunEngine.Order order;
    private final Prompter prompter;
    private final RandomGenerator random;
    private final HostEnding endings;
    private final Map<String, HostState> states = new ConcurrentHashMap<>();
    private final Map<String, String> details = new ConcurrentHashMap<>();
    private final Set<String> hosts = new LinkedHashSet<>();
    private final Map<String, Integer> lastPlay = new HashMap<>();
    /** Hosts that an earlier process left in the middle. */
    private final Set<String> interrupted = new HashSet<>();
    /** The first play that a host has not been through, by host. */
    private final Map<String, String> owed = new ConcurrentHashMap<>();

    private final BegunPlays begun;
    private final WaitingRoom waiting;

    Execution(RunContext run, RunEngine.Order order, Prompter prompter, RandomGenerator random) {
        this.run = run;
        this.order = order;
        this.prompter = prompter;
        this.random = random;
        this.endings = new HostEnding(run, order.keepUndo());
        this.begun = new BegunPlays(run, owed);
        this.waiting = new WaitingRoom(run, begun::catchUp, begun::giveUp);
    }

    RunResult run(Consumer<RunEngine.Handle> started) {
        Instant at = run.clock.instant();
        List<Play> plays = order.playbook().plays();
        for (int i = 0; i < plays.size(); i++) {
            for (String host : selected(plays.get(i))) {
                hosts.add(host);
                lastPlay.put(host, i);
            }
        }
        hosts.forEach(host -> states.put(host, HostState.WAITING));
        if (order.resumed()) {
            goOn();
        } else {
            begin(at);
        }
        run.whenStopped(waiting::wake);
        started.accept(run.handle());
        run.tell(new RunEvent.RunStarted(
                run.id, order.playbook().file().toString(), hosts.size(), run.settings.check(), order.journal()));
        plays(plays);
        return end(at);
    }

    private List<String> selected(Play play) {
        return new HostSelection(run, order.limit(), RunEvent.Listener.NOBODY).of(play, random);
    }

    private void plays(List<Play> plays) {
        boolean goesOn = true;
        for (int i = 0; i < plays.size(); i++) {
            Play play = plays.get(i);
            goesOn &= !run.stopping.get();
            try {
                if (goesOn) {
                    goesOn = play(play, last(i, plays.size()));
                } else {
                    List<String> left = selected(play);
                    owe(begun(context(play, left, left, host -> true)), left);
                }
            } catch (StoreException e) {
                run.storeFailed(e);
                selected(play).forEach(host -> owed.putIfAbsent(host, name(play)));
                goesOn = false;
            }
        }
    }

    private boolean play(Play play, Predicate<String> last) {
        List<String> all = hosts(play);
        all.forEach(this::join);
        Begun beginning = begun.begin(() -> begun(context(play, run.alive(all), all, last)));
        PlayContext context = beginning.play();
        boolean goesOn = new PlayRun(run, context, beginning.turns(), states, waiting).run();
        owe(
                beginning,
                context.hosts.stream()
                        .filter(host -> !context.through.contains(host))
                        .toList());
        if (!goesOn) {
            waiting.leave();
        } else if (play == order.playbook().plays().get(order.playbook().plays().size() - 1)) {
            waiting.awaitAll(context);
        }
        return goesOn;
    }

    private Begun begun(PlayContext context) {
        return new Begun(context, new HostTurns(run, context, endings, prompter, states, details, waiting));
    }

    private PlayContext context(Play play, List<String> chosen, List<String> all, Predicate<String> last) {
        return new PlayContext(
                run, play, name(play), chosen, all, order.prompted().getOrDefault(play.path(), Map.of()), last);
    }

    /** These hosts are not through this play, whatever they have been through before. */
    private void owe(Begun play, List<String> unfinished) {
        unfinished.stream()
                .filter(host -> states.get(host) != HostState.WAITING)
                .forEach(host -> owed.putIfAbsent(host, play.play().name));
        if (run.notes.resumed() && !run.stopping.get()) {
            new PlayRun(run, play.play(), play.turns(), states, waiting).finish(unfinished);
        }
    }

    /** Hosts that are not in any play of the beginning joined later, and may be wanted until the end. */
    private Predicate<String> last(int play, int plays) {
        return host -> lastPlay.getOrDefault(host, plays - 1) <= play;
    }

    /** A host that was added while the run was under way is part of it from now on. */
    private void join(String host) {
        if (hosts.add(host)) {
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
                : String.valueOf(name instanceof Source source ? source.text() : name);
    }

    private List<String> hosts(Play play) {
        List<String> chosen = run.notes
                .hosts(play.path())
                .orElseGet(() -> new HostSelection(run, order.limit(), run.listener).of(play, random));
        run.notes.hosts(play.path(), chosen);
        return chosen;
    }

    /** Hosts that came to an end before the run was interrupted keep it; the others stand as they did until it is their turn. */
    private void goOn() {
        for (RunStore.HostRecord host : run.store.hosts(run.id)) {
            hosts.add(host.name());
            new Troubles(run).countBefore(host);
            if (host.state() == HostState.RUNNING) {
                interrupted.add(host.name());
                states.put(host.name(), HostState.PARKED);
                details.put(host.name(), "the run was interrupted, and has not come to this host again");
            } else {
                states.put(host.name(), host.state());
                details.put(host.name(), host.detail() == null ? "" : host.detail());
            }
        }
        run.store.reopen(run.id);
    }

    private void begin(Instant now) {
        Map<String, String> texts = new LinkedHashMap<>(order.playbook().texts());
        texts.putAll(order.texts());
        List<RunStore.HostRecord> records =
                hosts.stream().map(host -> record(host, now)).toList();
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
                records);
        String ignored = run.timing.ignored();
        if (ignored != null) {
            run.store.control(run.id, new RunControl(RunControl.Kind.IGNORE_WINDOW, null, order.user(), now, ignored));
        }
    }

    private RunResult end(Instant begun) {
        Instant now = run.clock.instant();
        run.shared.close();
        run.windows.close();
        run.comparisons.close();
        run.holds.endAll();
        hosts.forEach(host -> end(host, now));
        Map<String, HostState> shown = new LinkedHashMap<>();
        hosts.forEach(host -> shown.put(host, states.getOrDefault(host, HostState.WAITING)));
        boolean stopped = run.stopping.get() && !run.takenOver.get();
        int exitCode = RunResult.exitCode(shown.values(), stopped);
        if (!run.takenOver.get()) {
            stored(() -> endings.end(exitCode));
        }
        if (!run.stopping.get() && !run.storeFailed()) {
            stored(() -> run.store.end(run.id, exitCode, now));
        }
        run.tell(new RunEvent.RunEnded(
                run.id, exitCode, shown, new LinkedHashMap<>(details), Duration.between(begun, now)));
        return new RunResult(run.id, exitCode, shown);
    }

    /** A host that is through all of its plays is done; one that is not is parked, however well it stands. */
    private void end(String host, Instant now) {
        HostState state = states.getOrDefault(host, HostState.WAITING);
        if (state == HostState.PARKED && interrupted.contains(host)) {
            stored(() -> run.store.host(run.id, host, HostState.PARKED, details.get(host), now));
        }
        if (state != HostState.RUNNING) {
            return;
        }
        String play = owed.get(host);
        String detail = play == null ? null : "stopped before the end of the play `" + play + "`";
        HostState stands =
                play != null ? HostState.PARKED : run.memory(host).changed ? HostState.UPDATED : HostState.UNCHANGED;
        states.put(host, stands);
        if (detail != null) {
            details.put(host, detail);
        }
        stored(() -> run.store.host(run.id, host, stands, detail, now));
        run.tell(new RunEvent.HostEnded(host, stands, detail));
    }

    /** What cannot be written any more is found out again by a resume. */
    private void stored(Runnable write) {
        if (run.takenOver.get()) {
            return;
        }
        try {
            write.run();
        } catch (StoreException e) {
            run.storeFailed(e);
        }
    }
}
