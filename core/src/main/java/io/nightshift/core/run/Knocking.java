package io.nightshift.core.run;

import io.nightshift.core.transport.Target;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.TemplateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out cheaply which of many hosts answer: no login, no thread for each. */
final class Knocking {
    /** A host that seemed to answer and then did not let in is left alone for a while. */
    static final Duration AFTER_A_TRY = Duration.ofSeconds(30);

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    /** So many are knocked at in a second, however many there are. */
    private static final int A_SECOND = 40;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final RunContext run;
    private final Waking waking;
    /** Where hosts are; asked of templates once, because thousands may be knocked at for days. */
    private final Map<String, Optional<Target>> known = new ConcurrentHashMap<>();

    Knocking(RunContext run) {
        this.run = run;
        this.waking = new Waking(run);
    }

    /** How long to leave so many hosts alone before they are knocked at again. */
    static Duration interval(int hosts) {
        Duration fair = Duration.ofMillis(1000L * hosts / A_SECOND);
        return fair.compareTo(SHORTEST) < 0 ? SHORTEST : fair;
    }

    /** Those that answer now, and those of which nobody can tell without logging in. */
    Set<String> answering(List<WaitingRoom.Guest> guests) {
        Set<String> answering = new LinkedHashSet<>();
        Map<String, Target> targets = new LinkedHashMap<>();
        for (WaitingRoom.Guest guest : guests) {
            Optional<Target> target = known.computeIfAbsent(guest.host(), host -> target(guest));
            if (target.isPresent()) {
                targets.put(guest.host(), target.get());
            } else {
                answering.add(guest.host());
            }
        }
        Set<Target> awake = Set.copyOf(run.connections.awake(new ArrayList<>(targets.values()), PATIENCE));
        targets.forEach((host, target) -> {
            if (awake.contains(target)) {
                answering.add(host);
            }
        });
        waking.wake(
                guests.stream()
                        .filter(guest -> !answering.contains(guest.host()))
                        .toList(),
                known);
        return answering;
    }

    /** Empty for the controller itself, and where only the host's turn can say what is wrong. */
    private Optional<Target> target(WaitingRoom.Guest guest) {
        try {
            HostScope scope = new HostScope(run, guest.play(), run.memory(guest.host()), null, Map.of());
            Targets.Where where =
                    new Targets(run).of(guest.host(), scope, guest.play().play.directives(), false);
            return where.local() ? Optional.empty() : Optional.of(where.target());
        } catch (ModuleFailure | TemplateException e) {
            return Optional.empty();
        }
    }
}
