package io.nightshift.core.run;

import io.nightshift.core.journal.HostTime;
import io.nightshift.playbooks.Play;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** How long a play is expected to take on a host: the 95th percentile of what it took there before, else of what it took anywhere. */
final class ExpectedTimes {
    private static final double PERCENTILE = 0.95;

    private final RunContext run;
    /** By play. */
    private final Map<String, Map<String, List<Duration>>> known = new ConcurrentHashMap<>();

    ExpectedTimes(RunContext run) {
        this.run = run;
    }

    /** Empty where the play has never come to its end anywhere. */
    Optional<Duration> of(String host, PlayContext play) {
        Map<String, List<Duration>> times = known.computeIfAbsent(play.play.path(), path -> read(play));
        List<Duration> own = times.getOrDefault(host, List.of());
        return percentile(
                own.isEmpty() ? times.values().stream().flatMap(List::stream).toList() : own);
    }

    private Map<String, List<Duration>> read(PlayContext play) {
        return run.store.times(subject(play)).stream()
                .collect(Collectors.groupingBy(
                        HostTime::host, Collectors.mapping(HostTime::took, Collectors.toList())));
    }

    static Optional<Duration> percentile(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        int index = (int) Math.ceil(PERCENTILE * sorted.size()) - 1;
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(Math.max(0, index)));
    }

    void took(String host, PlayContext play, Duration time) {
        run.store.took(new HostTime(subject(play), host, run.clock.instant(), time));
        known.remove(play.play.path()); // those that begin later know it, too
    }

    private String subject(PlayContext play) {
        return subject(run.playbook, play.play);
    }

    /** Under what the times of a play are kept. */
    static String subject(Path playbook, Play play) {
        return playbook + " " + play.path();
    }
}
