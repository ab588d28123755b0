package io.nightshift.core.simulator;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.simulator.SimulatedTicket.Thing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the hosts themselves and says where they are not as the journal and the report have it. */
final class Checker {
    private static final Pattern ORIGIN = Pattern.compile("-(h[0-9]+)");
    private static final Pattern SEQUENCE = Pattern.compile("-([0-9]{4})-");

    private final World world;
    private final Scenario scenario;
    private final Map<String, HostState> states;
    private boolean afterRollback;
    private final List<String> breaks = new ArrayList<>();

    Checker(World world, Scenario scenario, Map<String, HostState> states) {
        this.world = world;
        this.scenario = scenario;
        this.states = states;
    }

    /** Everything that is not true. */
    List<String> breaks(World reference, Map<String, HostState> expected) {
        world.hosts.values().forEach(this::onHost);
        for (String host : scenario.hosts()) {
            HostState state = states.get(host);
            if (state == null && !expected.containsKey(host)) {
                continue; // no play is about it
            }
            if (state == null || state == HostState.RUNNING) {
                broken(host, "has no end state but " + state);
                continue;
            }
            journal(host, state);
            end(host, state);
            if (state.good() && world.failed.isEmpty()) {
                asExpected(host, reference, expected);
            }
        }
        told();
        return breaks;
    }

    /** The same after a rollback of the whole run; where nothing had to be taken back, the host is as before as well. */
    List<String> breaksAfterRollback() {
        afterRollback = true;
        world.hosts.values().forEach(this::onHost);
        states.forEach((host, found) -> {
            HostState state = found == HostState.UNCHANGED ? HostState.ROLLED_BACK : found;
            journal(host, state);
            end(host, state);
        });
        told();
        return breaks;
    }

    private void broken(String host, String what) {
        breaks.add(host + " " + what);
    }

    private void onHost(SimulatedHost host) {
        Set<String> seen = new HashSet<>();
        host.marks.stream()
                .filter(mark -> !mark.startsWith("z") && !seen.add(mark))
                .forEach(mark -> broken(host.name, "did twice: " + mark));
        host.tickets.values().stream()
                .filter(ticket -> ticket.acted > 1 || ticket.forbidden && ticket.acted > 0)
                .forEach(ticket -> broken(host.name, "began twice, or though forbidden: " + ticket.directory));
        Map<String, Integer> last = new LinkedHashMap<>();
        for (String directory : host.takenBack) {
            String ticket = directory.substring(directory.lastIndexOf('/') + 1);
            Matcher number = SEQUENCE.matcher(ticket);
            String origin = ticket.substring(0, ticket.indexOf('-'));
            if (number.find()) {
                int sequence = Integer.parseInt(number.group(1));
                Integer before = last.put(origin, sequence);
                if (before != null && before <= sequence) {
                    broken(host.name, "took back " + sequence + " of " + origin + " after " + before);
                }
            }
        }
    }

    /** What the journal says of each step is so on the host it acted on. */
    private void journal(String host, HostState state) {
        List<StepRecord> steps = world.store.steps(Controller.RUN, host);
        for (StepRecord step : steps) {
            SimulatedTicket ticket = world.hosts.get(step.target()).tickets.get(step.ticket());
            boolean acted = ticket != null && ticket.acted == 1;
            boolean present = acted && !ticket.undone;
            // A boot that came by accident is as good as the one that was to be made.
            boolean made = present || step.change().equals("reboot");
            boolean wentBack = state == HostState.ROLLED_BACK && step.undoKind() == UndoKind.RECORDED;
            if (step.state() == State.DONE && wentBack) {
                broken(host, "went back, and the journal still has as done: " + shown(step));
            } else if (step.state() == State.DONE && !made && (state.good() || !isBeingTakenBack(step))) {
                broken(host, "has not done what the journal has as done: " + shown(step));
            }
            if ((step.state() == State.UNDONE || step.state() == State.NOT_BEGUN) && present) {
                broken(host, "still has what the journal has as " + step.state() + ": " + shown(step));
            }
            boolean open = step.state() == State.INTENDED && (state.good() || step.undoKind() != UndoKind.NOT_NEEDED)
                    || step.state() == State.UNKNOWN && !harmless(step);
            boolean back = state == HostState.ROLLED_BACK && step.undoKind() != UndoKind.AGAIN;
            if (open && (state.good() || back)) {
                broken(host, "is " + state + " with a step that is " + step.state() + ": " + shown(step));
            }
        }
    }

    /** An undo was sent, and its answer has not come to the journal; only hosts that are neither done nor back may stand so. */
    private boolean isBeingTakenBack(StepRecord step) {
        return world.store.rollbacksOf(Controller.RUN).stream()
                .flatMap(rollback -> world.store.steps(rollback.id(), step.id().host()).stream())
                .anyMatch(undo -> undo.id().path().equals("u" + step.id().sequence()));
    }

    /** It is looked at afresh what there is to do, so that nobody has to know. */
    private static boolean harmless(StepRecord step) {
        return !step.change().startsWith("run ") || step.undoKind() == UndoKind.NOT_NEEDED;
    }

    private static String shown(StepRecord step) {
        return step.id().sequence() + " " + step.id().path() + " " + step.change() + " (" + step.message() + ")";
    }

    private void end(String host, HostState state) {
        Set<String> targets = targets(host);
        boolean cutOff = targets.stream().anyMatch(world.cutOff::contains)
                || world.jumped
                || scenario.playbook().contains("- reboot:");
        boolean failed = targets.stream().anyMatch(world.failed::contains);
        List<StepRecord> steps = world.store.steps(Controller.RUN, host);
        switch (state) {
            case ROLLED_BACK -> {
                own(host, world).stream()
                        .filter(mark -> !mark.startsWith("z"))
                        .forEach(mark -> broken(host, "went back and still has " + mark));
                Map<String, Thing> before = new SimulatedHost(host, world.clock, world.random).files;
                if (!before.equals(world.hosts.get(host).files)) {
                    broken(host, "went back and has other files: " + world.hosts.get(host).files);
                }
            }
            case PARTLY_ROLLED_BACK, FAILED_KEPT -> {
                boolean keeps = scenario.playbook().contains("on_failure: keep");
                if (!keeps && steps.stream().noneMatch(step -> step.undoKind() == UndoKind.IMPOSSIBLE)) {
                    broken(host, "is " + state + " although each of its steps can be taken back");
                }
            }
            case UNKNOWN, UNREACHABLE -> {
                if (!cutOff) {
                    broken(host, "is " + state + " although nothing cut it off");
                }
            }
            case ROLLBACK_FAILED -> {
                if (!cutOff && !failed) {
                    broken(host, "could not go back although nothing stood in the way");
                }
            }
            default -> {}
        }
        HostRecord record = world.store.hosts(Controller.RUN).stream()
                .filter(each -> each.name().equals(host))
                .findFirst()
                .orElseThrow();
        if (record.state() != state && record.state() != HostState.RUNNING && !afterRollback) {
            broken(host, "is reported as " + state + " and stored as " + record.state());
        }
        if (String.valueOf(record.detail()).contains("bug of Nightshift")) {
            broken(host, "met a bug: " + record.detail());
        }
    }

    private Set<String> targets(String host) {
        Set<String> all = new HashSet<>(Set.of(host));
        world.store.steps(Controller.RUN, host).forEach(step -> all.add(step.target()));
        Matcher delegates = Pattern.compile("delegate_to: (h[0-9]+)").matcher(scenario.playbook());
        while (delegates.find()) {
            all.add(delegates.group(1));
        }
        return all;
    }

    /** Marks of a host's tasks, wherever they were made. */
    private static List<String> own(String host, World in) {
        List<String> all = new ArrayList<>();
        for (SimulatedHost each : in.hosts.values()) {
            for (String mark : each.marks) {
                Matcher origin = ORIGIN.matcher(mark);
                if (origin.find() && origin.group(1).equals(host)) {
                    all.add(mark);
                }
            }
        }
        return all;
    }

    private void asExpected(String host, World reference, Map<String, HostState> expected) {
        HostState should = expected.get(host);
        if (should == HostState.PARKED
                || should == HostState.WAITING
                || !should.good() && scenario.playbook().contains("any_errors_fatal")) {
            return; // there the rollout stopped, or this host failed, because of others
        }
        if (!should.good()) {
            broken(host, "is " + states.get(host) + " and should be " + expected.get(host));
            return;
        }
        List<String> made = comparable(own(host, world));
        List<String> wanted = comparable(own(host, reference));
        if (!made.equals(wanted)) {
            broken(host, "is " + states.get(host) + " and has " + made + " instead of " + wanted);
        }
        Map<String, Thing> files = steady(world.hosts.get(host).files);
        Map<String, Thing> others = steady(reference.hosts.get(host).files);
        if (!files.equals(others)) {
            broken(host, "is " + states.get(host) + " and has the files " + files + " instead of " + others);
        }
    }

    /** Without what a host does for all, which may be another one, and without what is random. */
    private List<String> comparable(List<String> marks) {
        return marks.stream()
                .filter(mark -> !mark.matches(".*-h[0-9]+-[0-9]+"))
                .filter(mark -> !scenario.playbook()
                        .contains(mark.substring(0, mark.indexOf('-')) + "-{{ inventory_hostname }}\n      run_once"))
                .filter(mark -> !once(mark))
                .sorted()
                .toList();
    }

    private boolean once(String mark) {
        String name = mark.substring(0, mark.indexOf('-') + 1);
        int at = scenario.playbook().indexOf("mark " + name);
        int next = at < 0 ? -1 : scenario.playbook().indexOf("\n    - ", at);
        String task = at < 0
                ? ""
                : scenario.playbook()
                        .substring(at, next < 0 ? scenario.playbook().length() : next);
        return task.contains("run_once");
    }

    private static Map<String, Thing> steady(Map<String, Thing> files) {
        Map<String, Thing> all = new TreeMap<>(files);
        all.keySet().removeIf(path -> path.contains("random"));
        return all;
    }

    /** Nothing that is told or stored in clear holds the secret. */
    private void told() {
        world.store.hosts(Controller.RUN).forEach(host -> {
            secret(host.name(), String.valueOf(host.detail()));
            for (StepRecord step : world.store.steps(Controller.RUN, host.name())) {
                secret(host.name(), step.task() + step.change() + step.ticket() + step.undoNote() + step.message());
            }
        });
        world.told.forEach(event -> secret("an event", event));
    }

    private void secret(String where, String text) {
        if (text.contains(Scenario.CANARY)) {
            broken(where, "tells the secret: " + text);
        }
    }
}
