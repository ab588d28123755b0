package io.nightshift.core.run;

import io.nightshift.core.journal.HostTime;
import io.nightshift.playbooks.Play;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How long a play is expected to take on a host: the 95th percentile of what it took there before, else of what it took anywhere. */
final class ExpectedTimes {
    private static final double PERCENTILE = 0.95;

    private final RunContext run;
    /** By play. */
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    ExpectedTimes(RunContext run) {
        this.run = run;
    }

    /** What is known of one play. Thousands of hosts ask, so that what all of them share is found out once. */
    private static final class Known {
        private final Map<String, List<Duration>> byHost = new HashMap<>();
        private final List<Duration> all = new ArrayList<>();
        private @Nullable Duration shared;

        synchronized void add(String host, Duration time) {
            byHost.computeIfAbsent(host, name -> new ArrayList<>()).add(time);
            all.add(time);
            shared = null;
        }

        synchronized Optional<Duration> of(String host) {
            List<Duration> own = byHost.get(host);
            if (own != null) {
                return percentile(own);
            }
            if (shared == null) {
                shared = percentile(all).orElse(null);
            }
            return Optional.ofNullable(shared);
        }
    }

    /** Empty where the play has never come to its end anywhere. */
    Optional<Duration> of(String host, PlayContext play) {
        return known(play).of(host);
    }

    private Known known(PlayContext play) {
        return known.computeIfAbsent(play.play.path(), path -> {
            Known read = new Known();
            run.store.times(subject(play)).forEach(time -> read.add(time.host(), time.took()));
            return read;
        });
    }

    static Optional<Duration> percentile(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        int index = (int) Math.ceil(PERCENTILE * sorted.size()) - 1;
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(Math.max(0, index)));
    }

    void took(String host, PlayContext play, Duration time) {
        run.store.took(new HostTime(subject(play), host, run.clock.instant(), time));
        known(play).add(host, time); // those that begin later know it, too
    }

    private String subject(PlayContext play) {
        return subject(run.playbook, play.play);
    }

    /** Under what the times of a play are kept. */
    static String subject(Path playbook, Play play) {
        return playbook + " " + play.path();
    }
}
