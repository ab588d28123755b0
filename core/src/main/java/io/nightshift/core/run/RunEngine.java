package io.nightshift.core.run;

import io.nightshift.core.journal.RunRecord;
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
            Timing timing) {
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
                    Timing.ALWAYS);
        }

        /** The same at other times. */
        public Order at(Timing other) {
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
                    other);
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
                order.timing(),
                order.playbook().file(),
                listener);
        run.planned = planned;
        try (connections) {
            return new Execution(run, order, prompter, random).run(started);
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
