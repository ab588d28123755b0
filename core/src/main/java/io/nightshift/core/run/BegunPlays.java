package io.nightshift.core.run;

import io.nightshift.core.pace.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The plays of a run that have begun, in their order, and the hosts that come late to them. */
final class BegunPlays {
    private final RunContext run;
    /** The first play that a host has not been through, by host. */
    private final Map<String, String> owed;
    /** Held while a play begins: a host that catches up either is among its hosts, or finds it here. */
    private final Pace.Gate gate;

    private final List<Begun> begun = new ArrayList<>();

    BegunPlays(RunContext run, Map<String, String> owed) {
        this.run = run;
        this.owed = owed;
        this.gate = run.pace.gate();
    }

    /** A play that has begun. */
    record Begun(PlayContext play, HostTurns turns) {}

    Begun begin(Supplier<Begun> beginning) {
        Begun[] begins = new Begun[1];
        gate.alone(() -> {
            begins[0] = beginning.get();
            begun.add(begins[0]);
        });
        return begins[0];
    }

    private Optional<Begun> number(int number) {
        List<Begun> found = new ArrayList<>();
        gate.alone(() -> found.addAll(begun.subList(Math.min(number, begun.size()), begun.size())));
        return found.stream().findFirst();
    }

    /** A host that can be worked on after all does what it has missed, play by play, until it is where the others are. */
    void catchUp(String host) {
        owed.remove(host);
        if (run.hasAnswered(host)) {
            gate.alone(() -> begun.forEach(each -> each.play().through.remove(host)));
        }
        run.findAgain(host);
        Optional<Begun> next = number(0);
        for (int i = 1; next.isPresent() && !run.isLost(host); i++) {
            PlayContext play = next.get().play();
            if (play.all.contains(host) && !play.through.contains(host)) {
                play.comesLate(host);
                next.get().turns().go(host, new Ring(List.of(host), play.places, play.slow, run.pace));
                if (!play.through.contains(host)) {
                    owed.putIfAbsent(host, play.name);
                }
            }
            next = number(i);
        }
    }

    /** A host that has not come back in time. */
    void giveUp(WaitingRoom.Guest guest) {
        List<Begun> all = new ArrayList<>();
        gate.alone(() -> all.addAll(begun));
        all.stream()
                .filter(each -> each.play() == guest.play())
                .forEach(each -> each.turns().gaveUp(guest.host()));
    }
}
