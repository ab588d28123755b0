package io.nightshift.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunResult;
import io.nightshift.core.simulator.Accidents.StoreAccident;
import io.nightshift.core.testing.Scoreboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * the Nth call to the store or to a host fails, for every N until there is no such call. What is reported then is true, and in
 * the end every host stands as it does where nothing fails.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EveryCallFaultTest {
    private static final int MOST_LIVES = 6;
    private static final List<String> HOSTS = List.of("h01", "h02", "h03");

    private static final String GOES_WELL = """
            - hosts: all
              gather_facts: no
              serial: [1, "100%"]
              tasks:
                - file: path=/srv/t1 state=directory
                - copy: content="by {{ inventory_hostname }}" dest=/srv/t1/file
                  notify: told
                - command: mark t3-{{ inventory_hostname }}
                  undo: unmark t3-{{ inventory_hostname }}
                  verify: has t3-{{ inventory_hostname }}
                - shell: mark t4-{{ inventory_hostname }}-{{ item }} 20
                  loop: [a, b]
                - command: mark t5-{{ inventory_hostname }}
                  run_once: yes
                - command: mark t6-{{ inventory_hostname }}
                  delegate_to: h01
                - block:
                    - command: fail t7-{{ inventory_hostname }}-f
                  rescue:
                    - command: mark t7-{{ inventory_hostname }}-r
                - command: say {{ canary }}
                  changed_when: false
                  register: said
                - command: mark t9-{{ inventory_hostname }}
                  when: said.rc == 0
              handlers:
                - name: told
                  command: mark h1-{{ inventory_hostname }}
            """;

    private static final String GOES_BACK = """
            - hosts: all
              gather_facts: no
              tasks:
                - copy: content="new" dest=/etc/motd
                  notify: told
                - command: mark t2-{{ inventory_hostname }} 30
                  undo: unmark t2-{{ inventory_hostname }}
                - command: mark t3-{{ inventory_hostname }}
                  undo: unmark t3-{{ inventory_hostname }}
                  delegate_to: h02
                - meta: flush_handlers
                - copy: content="{{ canary }}" dest=/srv/t4
                  no_log: yes
                - fail: msg=broken
                  when: inventory_hostname != 'h03'
              handlers:
                - name: told
                  command: mark h1-{{ inventory_hostname }}
                  undo: unmark h1-{{ inventory_hostname }}
            """;

    /** A way in which a call fails, and how it is made to. */
    private record Failing(String name, IntFunction<NthCall> nth) {}

    private static final List<Failing> WAYS = List.of(
            new Failing("the store refuses", n -> NthCall.toTheStore(n, StoreAccident.FAILS_BEFORE, false)),
            new Failing("the store refuses what it did", n -> NthCall.toTheStore(n, StoreAccident.FAILS_AFTER, false)),
            new Failing("the store refuses from then on", n -> NthCall.toTheStore(n, StoreAccident.FAILS_BEFORE, true)),
            new Failing("nothing arrives", n -> NthCall.toAHost(n, Accident.DROP_BEFORE)),
            new Failing("no answer comes back", n -> NthCall.toAHost(n, Accident.DROP_AFTER)),
            new Failing("the shell ends", n -> NthCall.toAHost(n, Accident.SHELL_ENDS)),
            new Failing("nothing is heard any more", n -> NthCall.toAHost(n, Accident.BLACKHOLE)));

    @Test
    void whicheverCallFailsEveryHostEndsAsItShould() {
        Queue<String> broken = new ConcurrentLinkedQueue<>();
        int tried = Stream.of(GOES_WELL, GOES_BACK)
                .map(playbook -> new Wanted(new Scenario(HOSTS, playbook, 50)))
                .flatMap(wanted -> WAYS.stream().map(way -> Map.entry(wanted, way)))
                .parallel()
                .mapToInt(each -> each.getKey().every(each.getValue(), broken))
                .sum();

        Scoreboard.line("R-04", "every-call-fails", tried, tried - broken.size(), broken.size() + " breaks");
        assertThat(broken).isEmpty();
    }

    /** How everything stands where no call fails. */
    private static final class Wanted {
        private final Scenario scenario;
        private final World reference = new World(HOSTS, 1);
        private final Map<String, HostState> expected;

        Wanted(Scenario scenario) {
            this.scenario = scenario;
            this.expected = new Controller(reference, scenario, 1)
                    .run(false, event -> {})
                    .orElseThrow()
                    .hosts();
        }

        /** How many calls there are to fail. */
        int every(Failing way, Queue<String> broken) {
            for (int number = 1; ; number++) {
                NthCall call = way.nth().apply(number);
                List<String> breaks = breaks(call);
                if (!call.happened()) {
                    return number - 1;
                }
                if (!breaks.isEmpty()) {
                    broken.add(way.name() + " at call " + number + ": " + String.join("\n  ", breaks) + "\nof\n"
                            + scenario.playbook());
                }
            }
        }

        private List<String> breaks(NthCall call) {
            World world = new World(HOSTS, 1);
            world.accidents = call;
            Map<String, HostState> states = Map.of();
            for (int life = 1; life <= MOST_LIVES && !areOver(states); life++) {
                boolean resumed = world.store.run(Controller.RUN).isPresent();
                states = new Controller(world, scenario, 1)
                        .run(resumed, event -> world.told.add(Told.of(event)))
                        .map(RunResult::hosts)
                        .orElse(Map.of());
                world.accidents = Accidents.NONE;
            }
            world.hosts.values().forEach(SimulatedHost::settle);
            List<String> breaks = new ArrayList<>(new Checker(world, scenario, states).breaks(reference, expected));
            if (!states.equals(expected)) {
                breaks.add("they stand as " + states + " and should as " + expected);
            }
            return breaks;
        }

        private static boolean areOver(Map<String, HostState> states) {
            return !states.isEmpty() && states.values().stream().allMatch(state -> state.good() || state.isFailure());
        }
    }
}
