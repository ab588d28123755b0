package io.nightshift.core.store;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What a store was told, in order, and when it acknowledged each of it; so that what it holds later can be judged. */
final class Acknowledged {
    private final IntSupplier now;
    private final Map<String, List<Told>> told = new LinkedHashMap<>();

    /** @param now counts on while the store is at work */
    Acknowledged(IntSupplier now) {
        this.now = now;
    }

    /** One value of one thing; {@code acknowledged} is the moment at which the store said so. */
    private static final class Told {
        private final Object value;
        private int acknowledged = Integer.MAX_VALUE;

        Told(Object value) {
            this.value = value;
        }
    }

    /** Tells the store; {@code thing} has the value from now on. */
    void tell(String thing, Object value, Runnable call) {
        Told one = new Told(value);
        synchronized (told) {
            told.computeIfAbsent(thing, t -> new ArrayList<>()).add(one);
        }
        call.run();
        one.acknowledged = now.getAsInt();
    }

    /** Notes are acknowledged by the next call for their host. */
    List<Runnable> note(String thing, Object value, Runnable call) {
        Told one = new Told(value);
        synchronized (told) {
            told.computeIfAbsent(thing, t -> new ArrayList<>()).add(one);
        }
        call.run();
        return List.of(() -> one.acknowledged = now.getAsInt());
    }

    /** The power went at that moment: what was acknowledged by then stays so, the rest may be there or not. */
    void goOnFrom(int moment) {
        told.values()
                .forEach(list ->
                        list.forEach(one -> one.acknowledged = one.acknowledged <= moment ? -1 : Integer.MAX_VALUE));
    }

    int count(int moment) {
        return (int) told.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.acknowledged <= moment)
                .count();
    }

    /** What was acknowledged at that moment and is not in the store as it was told. */
    List<String> missing(RunStore store, int moment) {
        List<String> missing = new ArrayList<>();
        told.forEach((thing, values) -> {
            int last = -1;
            for (int i = 0; i < values.size(); i++) {
                last = values.get(i).acknowledged <= moment ? i : last;
            }
            if (last < 0) {
                return;
            }
            List<Object> wanted = values.stream().map(one -> one.value).toList();
            if (thing.startsWith("notes ")) {
                List<?> found = store.notes(words(thing)[1], words(thing)[2]).stream()
                        .map(Map.Entry::getValue)
                        .toList();
                if (found.size() <= last || !found.equals(wanted.subList(0, Math.min(wanted.size(), found.size())))) {
                    missing.add(thing + ": " + (last + 1) + " acknowledged, found " + found.size());
                }
                return;
            }
            int found = wanted.lastIndexOf(find(store, thing));
            if (found < last) {
                missing.add(thing + ": number " + last + " acknowledged, found number " + found);
            }
        });
        return missing;
    }

    private static String[] words(String thing) {
        return thing.split(" ");
    }

    private static @Nullable Object find(RunStore store, String thing) {
        String[] words = words(thing);
        return switch (words[0]) {
            case "run" -> store.run(words[1]).orElse(null);
            case "texts" -> store.texts(words[1]);
            case "host" ->
                store.hosts(words[1]).stream()
                        .filter(host -> host.name().equals(words[2]))
                        .findFirst()
                        .orElse(null);
            case "step" ->
                store.steps(words[1], words[2]).stream()
                        .filter(step -> step.id().sequence() == Integer.parseInt(words[3]))
                        .findFirst()
                        .orElse(null);
            default -> throw new IllegalArgumentException(thing);
        };
    }

    static RunRecord ended(RunRecord run, int exitCode) {
        return new RunRecord(
                run.id(),
                run.kind(),
                run.undoes(),
                run.playbook(),
                run.commandLine(),
                run.user(),
                run.version(),
                run.started(),
                Records.EVENING.plusSeconds(exitCode),
                exitCode,
                run.keepUndoUntil(),
                run.undoPruned());
    }

    static StepRecord concluded(StepRecord step, StepRecord.State state, @Nullable String message) {
        return new StepRecord(
                step.id(),
                step.task(),
                step.position(),
                step.target(),
                step.login(),
                step.becomeUser(),
                step.becomeMethod(),
                step.ticket(),
                step.change(),
                step.undoKind(),
                step.undoScript(),
                step.undoNote(),
                state,
                message,
                step.intended(),
                Records.EVENING.plusSeconds(99));
    }
}
