package io.nightshift.core.simulator;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.run.Readers;
import io.nightshift.core.run.Redactor;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.run.RunSettings;
import io.nightshift.core.run.Timing;
import io.nightshift.core.window.Feeds;
import io.nightshift.core.window.WindowCalendar;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.InventoryReader;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.playbooks.Playbook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A rollout over many nights, in the time that a machine takes to think it through. */
final class Nights {
    private static final Path FOLDER = Path.of("/nightshift-simulated");
    private static final Path PLAYBOOK = FOLDER.resolve("site.yml");
    static final String RUN = "20261129-0100-nights";

    final World world;
    private final List<String> hosts;
    private final String playbook;
    private final String windows;
    private final Random random;
    private int forks = 50;
    /** When a change of a host was made, by host. */
    final Map<String, List<Instant>> changes = new LinkedHashMap<>();

    final List<RunEvent> events = new ArrayList<>();
    private final Map<String, String> own = new LinkedHashMap<>();
    private boolean resumed;
    private Consumer<RunEvent> watcher = event -> {};

    /** @param windows the variables of the group {@code all}, as YAML with two spaces before each line */
    Nights(List<String> hosts, String playbook, String windows, long seed) {
        this.hosts = hosts;
        this.playbook = playbook;
        this.windows = windows;
        this.world = new World(hosts, seed);
        this.random = new Random(seed);
    }

    Nights forks(int most) {
        forks = most;
        return this;
    }

    /** What one host has for itself, as flow YAML. */
    Nights with(String host, String variables) {
        own.put(host, " " + variables);
        return this;
    }

    /** Milliseconds from the beginning of the simulated time to a moment. */
    long until(String moment) {
        return Duration.between(world.clock.instant(), Instant.parse(moment)).toMillis() + world.clock.passed();
    }

    /** A life of a controller; with the same run once more where one was before. */
    Optional<RunResult> go() {
        Baton baton = new Baton(new Random(random.nextLong()), 0.9, world.clock);
        world.baton = baton;
        RunEngine.Order order = order();
        RunResult[] result = new RunResult[1];
        baton.live(() -> {
            result[0] = new RunEngine(
                            Controller.services(world, baton, random),
                            readers(),
                            (question, echo) -> Optional.empty(),
                            random)
                    .run(order, this::hear, new Redactor(), handle -> world.stop = handle::stop);
            world.journal.close();
        });
        resumed = world.store.run(RUN).isPresent();
        return Optional.ofNullable(result[0]);
    }

    void onEvent(Consumer<RunEvent> watching) {
        watcher = watching;
    }

    private void hear(RunEvent event) {
        events.add(event);
        watcher.accept(event);
        if (event instanceof RunEvent.TaskEnded task && task.status() == RunEvent.TaskStatus.CHANGED) {
            changes.computeIfAbsent(task.host(), host -> new ArrayList<>()).add(world.clock.instant());
        }
    }

    HostState state(String host) {
        return world.store.hosts(RUN).stream()
                .filter(each -> each.name().equals(host))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private RunEngine.Order order() {
        Diagnostics problems = new Diagnostics(FOLDER);
        Playbook read = readers().playbooks(problems).read(PLAYBOOK);
        Inventory inventory = inventory(problems);
        WindowCalendar calendar = WindowCalendar.of(inventory, problems, Feeds.NONE, world.clock);
        if (problems.hasErrors()) {
            throw new IllegalStateException(problems.render());
        }
        return new RunEngine.Order(
                        RUN,
                        RunRecord.Kind.RUN,
                        read,
                        inventory,
                        settings(),
                        null,
                        Map.of(),
                        List.of("run"),
                        "tester",
                        "test",
                        Duration.ofDays(14),
                        Map.of(),
                        "",
                        resumed)
                .at(new Timing(calendar, false, null, false));
    }

    private Inventory inventory(Diagnostics problems) {
        return inventory(hosts, windows, problems, own);
    }

    static Inventory inventory(List<String> hosts, String windows, Diagnostics problems) {
        return inventory(hosts, windows, problems, Map.of());
    }

    private static Inventory inventory(
            List<String> hosts, String windows, Diagnostics problems, Map<String, String> own) {
        try {
            Path folder = Files.createTempDirectory("nightshift-nights");
            Path file = folder.resolve("hosts.yml");
            Files.writeString(
                    file,
                    "all:\n  vars:\n    become: no\n" + windows
                            + "  hosts:\n"
                            + hosts.stream()
                                    .map(host -> "    " + host + ":" + own.getOrDefault(host, "") + "\n")
                                    .collect(Collectors.joining()));
            Inventory inventory = new InventoryReader(problems, null).read(List.of(file.toString()), folder, null);
            Files.delete(file);
            Files.delete(folder);
            return inventory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Readers readers() {
        return Controller.readers(
                world, random, file -> file.equals(PLAYBOOK) ? Optional.of(playbook) : Optional.empty());
    }

    private RunSettings settings() {
        return Controller.settings(forks, Map.of());
    }
}
