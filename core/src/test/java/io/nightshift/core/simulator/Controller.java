package io.nightshift.core.simulator;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.run.HostRollbacks;
import io.nightshift.core.run.HostSecrets;
import io.nightshift.core.run.Readers;
import io.nightshift.core.run.Redactor;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.run.RunServices;
import io.nightshift.core.run.RunSettings;
import io.nightshift.core.sql.Drivers;
import io.nightshift.core.store.StoreException;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.InventoryReader;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Texts;
import io.nightshift.playbooks.Playbook;
import io.nightshift.playbooks.TemplateValues;
import io.nightshift.playbooks.builtin.ModuleCatalogue;
import io.nightshift.playbooks.builtin.Modules;
import io.nightshift.playbooks.template.Limits;
import io.nightshift.playbooks.template.Lookups;
import io.nightshift.playbooks.template.Templates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The real engine in a pretended world, from the start of its process to its end. */
final class Controller {
    static final String RUN = "20261129-0100-sim";
    private static final Path FOLDER = Path.of("/nightshift-simulated");
    private static final Path PLAYBOOK = FOLDER.resolve("site.yml");
    private static final Lookups LOOKUPS = Lookups.standard();
    private static final Modules MODULES = Modules.standard();
    private static final Duration CONNECT = Duration.ofSeconds(20);

    private final World world;
    private final Scenario scenario;
    private final Random random;
    private final Baton baton;
    private final RunServices services;

    /** @param keeps how likely a worker that could be overtaken goes on itself */
    Controller(World world, Scenario scenario, double keeps) {
        this.world = world;
        this.scenario = scenario;
        this.random = new Random(world.random.nextLong());
        this.baton = new Baton(new Random(world.random.nextLong()), keeps, world.clock);
        world.baton = baton;
        this.services = services(world, baton, random);
    }

    /** The parts of the house, in a pretended world. */
    static RunServices services(World world, Baton baton, Random random) {
        SimulatedTransport transport = new SimulatedTransport(world);
        return new RunServices(
                templates(world, random),
                LOOKUPS,
                MODULES,
                new SimulatedPlatform(),
                transport,
                transport,
                new ControllerStore(world),
                world.clock,
                baton,
                Drivers.builtIn());
    }

    private static Templates templates(World world, Random random) {
        return new Templates(LOOKUPS, world.clock, random, Limits.DEFAULT);
    }

    /** How a life ended: with a result, or killed or turned away by its store (then it has none). */
    Optional<RunResult> run(boolean resumed, RunEvent.Listener listener) {
        RunResult[] result = new RunResult[1];
        Readers readers = readers();
        RunEngine.Order order = order(readers, resumed);
        Redactor redactor = new Redactor();
        redactor.hide(Scenario.CANARY);
        live(() -> result[0] = new RunEngine(services, readers, (question, echo) -> Optional.empty(), random)
                .run(order, listener, redactor, handle -> world.stop = handle::stop));
        return Optional.ofNullable(result[0]);
    }

    /** Takes the run back; the exit code, or nothing when it was killed. */
    Optional<Integer> rollBack(String id, boolean resumed, RunEvent.Listener listener) {
        Integer[] result = new Integer[1];
        live(() -> {
            RunRecord undone = services.store().run(RUN).orElseThrow();
            List<String> hosts =
                    services.store().hosts(RUN).stream().map(HostRecord::name).toList();
            HostRollbacks.Order order = new HostRollbacks.Order(
                    id, undone, hosts, true, List.of("rollback"), "test", "tester@controller", resumed);
            result[0] = new HostRollbacks(
                            services,
                            listener,
                            scenario.forks(),
                            CONNECT,
                            HostSecrets.NONE,
                            text -> text,
                            Duration.ZERO)
                    .run(order, () -> {});
        });
        return Optional.ofNullable(result[0]);
    }

    private void live(Runnable work) {
        baton.live(() -> {
            try {
                work.run();
                services.store().close();
            } catch (StoreException e) {
                world.trace("the store turned the controller away: " + e.getMessage());
            }
        });
        world.stop = () -> {};
    }

    private Readers readers() {
        Texts texts = file -> file.equals(PLAYBOOK)
                ? Optional.of(scenario.playbook())
                : file.endsWith("more.yml") ? Optional.of(Scenario.MORE) : Optional.empty();
        return readers(world, random, texts);
    }

    static Readers readers(World world, Random random, Texts texts) {
        return new Readers(
                null,
                new ModuleCatalogue(MODULES),
                new TemplateValues(templates(world, random), Map.of()),
                List.of(),
                List.of(),
                "controller",
                Map.of(),
                texts);
    }

    private RunEngine.Order order(Readers readers, boolean resumed) {
        Diagnostics problems = new Diagnostics(FOLDER);
        Playbook playbook = readers.playbooks(problems).read(PLAYBOOK);
        Inventory inventory = new InventoryReader(problems, null)
                .read(List.of(String.join(",", scenario.hosts()) + ","), FOLDER, null);
        if (problems.hasErrors()) {
            throw new IllegalStateException(problems.render() + scenario.playbook());
        }
        return new RunEngine.Order(
                RUN,
                RunRecord.Kind.RUN,
                playbook,
                inventory,
                settings(scenario.forks(), Map.of("canary", Scenario.CANARY)),
                null,
                Map.of(),
                List.of("run"),
                "tester",
                "test",
                Duration.ofDays(14),
                Map.of(),
                "",
                resumed);
    }

    static RunSettings settings(int forks, Map<String, Object> extraVariables) {
        return new RunSettings(
                forks,
                false,
                false,
                java.util.Set.of(),
                java.util.Set.of(),
                null,
                null,
                extraVariables,
                false,
                "root",
                "sudo",
                null,
                null,
                null,
                null,
                null,
                false,
                0,
                CONNECT,
                Duration.ofMinutes(30),
                Duration.ofMinutes(2),
                Duration.ZERO,
                false);
    }
}
