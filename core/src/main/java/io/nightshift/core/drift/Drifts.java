package io.nightshift.core.drift;

import io.nightshift.core.drift.DriftReport.Found;
import io.nightshift.core.drift.DriftReport.OfHost;
import io.nightshift.core.drift.DriftReport.Since;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares checks with those before them. A host that was off is compared with what was found when it was asked last. */
public final class Drifts {
    /** How many runs are looked through for checks, and how many checks for a host that was off. */
    private static final int MOST_RUNS = 5000;

    private static final int MOST_CHECKS = 30;

    private final RunStore store;

    public Drifts(RunStore store) {
        this.store = store;
    }

    /** The newest check that is wanted, compared with those before it. */
    public Optional<DriftReport> newest(Predicate<CheckRecord> wanted) {
        @Nullable CheckRecord now = null;
        List<CheckRecord> earlier = new ArrayList<>();
        for (RunRecord run : store.runs(MOST_RUNS)) {
            Optional<CheckRecord> check = CheckNotes.of(store, run);
            if (check.isEmpty()) {
                continue;
            }
            if (now == null) {
                now = wanted.test(check.get()) ? check.get() : null;
            } else if (check.get().subject().equals(now.subject())) {
                earlier.add(check.get());
                if (earlier.size() >= MOST_CHECKS || isAnswered(now, earlier)) {
                    break;
                }
            }
        }
        return now == null ? Optional.empty() : Optional.of(compared(now, earlier));
    }

    private static boolean isAnswered(CheckRecord now, List<CheckRecord> earlier) {
        return now.hosts().keySet().stream()
                .allMatch(host -> before(host, earlier).isPresent());
    }

    /** What was found on a host when it was asked last. */
    private static Optional<HostCheck> before(String host, List<CheckRecord> earlier) {
        return earlier.stream()
                .map(check -> check.hosts().get(host))
                .filter(check -> check != null && check.asked() != HostCheck.Asked.NOT_AT_ALL)
                .findFirst();
    }

    /** @param earlier newest first */
    static DriftReport compared(CheckRecord now, List<CheckRecord> earlier) {
        Map<String, OfHost> hosts = new TreeMap<>();
        now.hosts().forEach((name, check) -> {
            Optional<HostCheck> before = before(name, earlier);
            boolean asked = check.asked() != HostCheck.Asked.NOT_AT_ALL;
            boolean answeredLast =
                    !earlier.isEmpty() && before(name, earlier.subList(0, 1)).isPresent();
            hosts.put(
                    name,
                    new OfHost(
                            name,
                            check,
                            before.isEmpty(),
                            !asked && answeredLast,
                            asked ? found(check, before) : List.of()));
        });
        List<String> gone = earlier.isEmpty()
                ? List.of()
                : earlier.get(0).hosts().keySet().stream()
                        .filter(host -> !now.hosts().containsKey(host))
                        .sorted()
                        .toList();
        return new DriftReport(
                now.subject(),
                now.run(),
                earlier.isEmpty() ? null : earlier.get(0).run(),
                new ArrayList<>(hosts.values()),
                gone);
    }

    private static List<Found> found(HostCheck now, Optional<HostCheck> before) {
        Map<String, Deviation> old =
                before.map(check -> keyed(check.deviations())).orElseGet(LinkedHashMap::new);
        List<Found> found = new ArrayList<>();
        for (Map.Entry<String, Deviation> each : keyed(now.deviations()).entrySet()) {
            Deviation deviation = each.getValue();
            Deviation was = old.remove(each.getKey());
            Since since = was == null
                    ? before.isEmpty() ? Since.BEFORE : Since.NEW
                    : was.isLike(deviation) ? Since.BEFORE : Since.OTHERWISE;
            found.add(new Found(since, deviation));
        }
        // Of tasks that the check did not come to, nobody knows whether they would still change something.
        if (now.asked() == HostCheck.Asked.TO_THE_END) {
            old.values().forEach(each -> found.add(new Found(Since.GONE, each)));
        }
        return found;
    }

    /** By what stays the same from check to check; several alike are counted. */
    private static Map<String, Deviation> keyed(List<Deviation> deviations) {
        Map<String, Deviation> keyed = new LinkedHashMap<>();
        for (Deviation each : deviations) {
            int number = 1;
            while (keyed.containsKey(each.key() + "\n" + number)) {
                number++;
            }
            keyed.put(each.key() + "\n" + number, each);
        }
        return keyed;
    }
}
