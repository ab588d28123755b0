package io.nightshift.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.Scoreboard;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * random playbooks on 3 to 30 pretended hosts with random accidents, one for each seed; whatever happens, what is reported is
 * true. A seed that fails says how to see it again.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SimulatorFaultTest {
    private static final int REPEATED = 30;

    @Test
    void whateverHappensWhatIsReportedIsTrue() {
        int seeds = Integer.getInteger("seeds", Scoreboard.share(1_000, 20_000));
        Map<Long, Simulation.Ended> broken = new ConcurrentSkipListMap<>();
        AtomicLong lives = new AtomicLong();
        AtomicLong accidents = new AtomicLong();
        LongStream.range(0, seeds).parallel().map(i -> Scoreboard.seed() + i).forEach(seed -> {
            Simulation.Ended ended = new Simulation(seed).run();
            lives.addAndGet(ended.lives());
            accidents.addAndGet(ended.accidents());
            if (!ended.breaks().isEmpty()) {
                broken.put(seed, ended);
            }
        });

        Scoreboard.line(
                "R-05",
                "simulator",
                seeds,
                seeds - broken.size(),
                broken.size() + " breaks in " + lives + " controllers' lives with " + accidents + " accidents");
        assertThat(told(broken)).isEmpty();
    }

    private static String told(Map<Long, Simulation.Ended> broken) {
        return new TreeMap<>(broken)
                .entrySet().stream()
                        .limit(10)
                        .map(each -> each.getKey() + ": "
                                + String.join("\n  ", each.getValue().breaks()) + "\nagain: " + again(each.getKey())
                                + (Boolean.getBoolean("trace") ? trace(each.getValue()) : ""))
                        .collect(Collectors.joining("\n\n"));
    }

    private static String trace(Simulation.Ended ended) {
        return "\n" + ended.scenario().playbook() + "\n" + String.join("\n", ended.trace());
    }

    /** What to type to see a seed again, with everything that happened. */
    private static String again(long seed) {
        return "./mvnw verify -pl core -am -Dit.test=SimulatorFaultTest -Dtest=none -Dseeds=1 -Dseed=" + seed
                + " -Dtrace=true -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false";
    }

    @Test
    void aSeedRunsTheSameWayEachTime() {
        LongStream.range(0, REPEATED).map(i -> Scoreboard.seed() + i).forEach(seed -> {
            List<String> once = new Simulation(seed).run().trace();
            List<String> again = new Simulation(seed).run().trace();
            assertThat(again).as("seed %d", seed).isEqualTo(once);
        });
    }
}
