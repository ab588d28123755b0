package io.nightshift.core.simulator;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One seed: a playbook, hosts and accidents, a run through as many lives of the controller as it takes, and what is true then. */
final class Simulation {
    private static final int MOST_LIVES = 6;
    private static final String ROLLBACK = "20261130-0100-sim";

    private final Random random;
    private final Scenario scenario;
    private final World world;
    private int lives;

    Simulation(long seed) {
        this.random = new Random(seed);
        this.scenario = Scenario.of(random);
        this.world = new World(scenario.hosts(), random.nextLong());
    }

    /**
     * How it went.
     *
     * @param breaks what is not true, and what stopped the simulation
     * @param trace everything that happened, with the time in milliseconds
     * @param accidents how many there were
     */
    record Ended(
            List<String> breaks,
            List<String> trace,
            Scenario scenario,
            int lives,
            int accidents,
            Map<String, HostState> states) {}

    Ended run() {
        Map<String, HostState> states = new LinkedHashMap<>();
        try {
            World reference = new World(scenario.hosts(), 1);
            Map<String, HostState> expected = new Controller(reference, scenario, 1)
                    .run(false, event -> {})
                    .orElseThrow()
                    .hosts();
            double keeps = List.of(0.5, 0.9, 0.97).get(random.nextInt(3));
            Chances chances = Chances.of(random);
            runs(states, keeps, chances);
            world.hosts.values().forEach(SimulatedHost::settle);
            List<String> breaks = new Checker(world, scenario, states).breaks(reference, expected);
            if (breaks.isEmpty() && random.nextInt(4) == 0) {
                Map<String, HostState> back = rollsBack(keeps, chances);
                world.hosts.values().forEach(SimulatedHost::settle);
                breaks = new Checker(world, scenario, back).breaksAfterRollback();
            }
            return new Ended(breaks, world.trace, scenario, lives, world.met, states);
        } catch (RuntimeException | Error e) {
            return new Ended(List.of("broke: " + text(e)), world.trace, scenario, lives, world.met, states);
        }
    }

    private static String text(Throwable e) {
        StringBuilder text = new StringBuilder(e.toString());
        for (StackTraceElement at : e.getStackTrace()) {
            text.append("\n    ").append(at);
        }
        return text.toString();
    }

    /** How likely each kind of accident is; some runs meet none of a kind. */
    private record Chances(double often, double kills, double refuses) {
        static Chances of(Random random) {
            return new Chances(
                    List.of(0.0, 0.004, 0.015, 0.05).get(random.nextInt(4)),
                    List.of(0.0, 0.002, 0.01).get(random.nextInt(3)),
                    List.of(0.0, 0.0, 0.0, 0.003).get(random.nextInt(4)));
        }

        Accidents in(World world) {
            return new RandomAccidents(world, often, kills, refuses);
        }
    }

    /** Runs, and resumes, until it is over or nobody resumes it any more. */
    private void runs(Map<String, HostState> states, double keeps, Chances chances) {
        for (int life = 1; ; life++) {
            boolean well = begins(life, chances);
            boolean resumed = world.store.run(Controller.RUN).isPresent();
            Optional<RunResult> result = new Controller(world, scenario, keeps).run(resumed, this::tell);
            if (result.isPresent()) {
                states.clear();
                scenario.hosts().forEach(host -> {
                    if (result.get().hosts().containsKey(host)) {
                        states.put(host, result.get().hosts().get(host));
                    }
                });
                boolean open = states.values().stream().anyMatch(Simulation::goesOn);
                boolean parked = states.containsValue(HostState.PARKED);
                if (well && life >= MOST_LIVES || !open || !parked && random.nextInt(3) == 0) {
                    return;
                }
            }
        }
    }

    /** Takes the run back, and goes on with that until it is over. */
    private Map<String, HostState> rollsBack(double keeps, Chances chances) {
        for (int life = 1; ; life++) {
            begins(life, chances);
            boolean resumed = world.store.run(ROLLBACK).isPresent();
            Optional<Integer> result = new Controller(world, scenario, keeps).rollBack(ROLLBACK, resumed, this::tell);
            boolean open =
                    world.store.openRuns().stream().anyMatch(run -> run.id().equals(ROLLBACK));
            if (result.isPresent() && !open) {
                Map<String, HostState> states = new LinkedHashMap<>();
                world.store.hosts(ROLLBACK).forEach(host -> states.put(host.name(), host.state()));
                return states;
            }
        }
    }

    /** A new controller starts; true where nothing goes wrong any more. */
    private boolean begins(int life, Chances chances) {
        lives++;
        if (life > 3 * MOST_LIVES) {
            throw new IllegalStateException("however often it is resumed, it never ends");
        }
        boolean well = life >= MOST_LIVES || life > 1 && random.nextInt(5) == 0;
        if (well) {
            world.hosts.values().forEach(SimulatedHost::back);
        }
        world.accidents = well ? Accidents.NONE : chances.in(world);
        world.trace("life " + life);
        return well;
    }

    private static boolean goesOn(HostState state) {
        return state == HostState.PARKED
                || state == HostState.UNKNOWN
                || state == HostState.UNREACHABLE
                || state == HostState.WAITING;
    }

    private void tell(RunEvent event) {
        String text = Told.of(event);
        world.told.add(text);
        world.trace(text);
    }
}
