package io.nightshift.core.run;

import io.nightshift.core.journal.HostShare;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.plan.Planned;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.record.RunNotes;
import io.nightshift.inventory.HostPattern;
import io.nightshift.inventory.Inventory;
import io.nightshift.playbooks.Playbook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes one run: plays in order, rings of hosts in each, every host through its tasks, and an end state for every host. */
public final class RunEngine {
    private final RunServices services;
    private final Readers readers;
    private final Prompter prompter;
    private final RandomGenerator random;
    private Planned planned = Planned.NOT;

    public RunEngine(RunServices services, Readers readers, Prompter prompter, RandomGenerator random) {
        this.services = services;
        this.readers = readers;
        this.prompter = prompter;
        this.random = random;
    }

    /** Runs are from now on what a plan is written from, or are held to one. */
    public RunEngine with(Planned plan) {
        planned = plan;
        return this;
    }

    /**
     * What a run is made of.
     *
     * @param limit hosts it is limited to, null for all
     * @param texts the exact texts of the inventory, beside those of the playbook
     * @param resumed whether the store holds this run already, and it goes on from there
     * @param prompted answers to {@code vars_prompt}, by play path
     * @param timing when its hosts may be touched
     * @param sharing with whom it is made; null where this controller makes it alone
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
            boolean resumed,
            Timing timing,
            @Nullable Sharing sharing) {
        /** One whose hosts may be touched at any time. */
        public Order(
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
                boolean resumed) {
            this(
                    id,
                    kind,
                    playbook,
                    inventory,
                    settings,
                    limit,
                    texts,
                    commandLine,
                    user,
                    version,
                    keepUndo,
                    prompted,
                    journal,
                    resumed,
                    Timing.ALWAYS,
                    null);
        }

        /** The same at other times. */
        public Order at(Timing other) {
            return with(other, sharing);
        }

        /** The same together with other controllers. */
        public Order with(@Nullable Sharing others) {
            return with(timing, others);
        }

        private Order with(Timing other, @Nullable Sharing others) {
            return new Order(
                    id,
                    kind,
                    playbook,
                    inventory,
                    settings,
                    limit,
                    texts,
                    commandLine,
                    user,
                    version,
                    keepUndo,
                    prompted,
                    journal,
                    resumed,
                    other,
                    others);
        }
    }

    /** A run under way: how to stop it. */
    public interface Handle {
        /** Steps in flight end, then every host parks. */
        void stop();

        /** Another process makes the run now: this one begins no step and writes nothing more. */
        default void abandon() {
            stop();
        }
    }

    /**
     * Runs to the end.
     *
     * @param started gets the handle before the first host is touched
     */
    public RunResult run(
            Order order, RunEvent.Listener listener, Redactor redactor, java.util.function.Consumer<Handle> started) {
        try (Connections connections =
                new Connections(services, order.settings().connectLimit())) {
            RunContext run = context(order, services, connections, redactor, listener, notes(order), hold(order));
            run.planned = planned;
            try {
                return new Execution(run, order, prompter, random).run(started);
            } finally {
                run.shared.close();
                run.windows.close();
                run.comparisons.close();
                run.deadMen.close();
            }
        }
    }

    /**
     * Works on hosts that the controller which makes the run offers, until there are none.
     *
     * @param started gets the handle before the first host is touched
     * @param patience makes the journal wait where it cannot be written for a while
     * @return how the hosts stand that were worked on
     */
    public RunResult help(
            Order order,
            RunEvent.Listener listener,
            Redactor redactor,
            java.util.function.Consumer<Handle> started,
            UnaryOperator<RunStore> patience) {
        Sharing sharing = java.util.Objects.requireNonNull(order.sharing());
        Pulse pulse = new Pulse(services.pace());
        RunServices leased = services.journalledIn(patience.apply(LeasedStore.over(services.store(), pulse::isOver)));
        List<HostShare> first = sharing.hosts().claimHosts(order.id(), sharing.worker(), 1, Sharing.LEASE);
        if (first.isEmpty()) {
            return new RunResult(order.id(), 0, Map.of());
        }
        pulse.beats();
        Hold hold = new Hold(order.id(), first.get(0).epoch(), holder(order), false);
        try (Connections connections = new Connections(leased, order.settings().connectLimit())) {
            RunNotes notes = RunNotes.ofAnother(leased.store(), order.id());
            RunContext run = context(order, leased, connections, redactor, listener, notes, hold);
            try {
                return new Helping(run, order, prompter, pulse).run(started);
            } finally {
                run.deadMen.close();
            }
        }
    }

    private RunContext context(
            Order order,
            RunServices with,
            Connections connections,
            Redactor redactor,
            RunEvent.Listener listener,
            RunNotes notes,
            Hold hold) {
        return new RunContext(
                order.id(),
                order.settings(),
                order.inventory(),
                with,
                connections,
                redactor,
                readers,
                notes,
                new Holds(with.platform(), hold),
                order.timing(),
                order.playbook().file(),
                order.sharing(),
                listener);
    }

    private String holder(Order order) {
        return order.user() + "@" + readers.controllerName();
    }

    private Hold hold(Order order) {
        int epoch =
                order.resumed() && !order.settings().check() ? services.store().raiseEpoch(order.id()) : 1;
        return new Hold(order.id(), epoch, holder(order), order.settings().retake());
    }

    private RunNotes notes(Order order) {
        if (order.settings().check()) {
            return RunNotes.none();
        }
        return order.resumed()
                ? RunNotes.stored(services.store(), order.id())
                : RunNotes.fresh(services.store(), order.id());
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
