package io.nightshift.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.TargetFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host that prints without end costs the controller no memory. The real process runs with a heap of 88 MB in all: it needs more
 * than 24 to print a single line, so that it cannot have grown by more than 64.
 */
@NeedsTargets
class LongOutputContainerTest {
    private static final int HEAP_MB = 88;
    private static final long MIB = 1 << 20;

    @TempDir
    private static Path folder;

    private static TargetFleet fleet;

    @BeforeAll
    static void start() {
        fleet = TargetFleet.start(1);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    /** As a step, whose output is cut on the host; and raw, where every byte comes to the controller. */
    @Test
    void memoryStaysFlatAndTheStatusIsRight() throws Exception {
        long bytes = Scoreboard.share(1024, 5120) * MIB;
        Path playbook = Files.writeString(folder.resolve("print.yml"), """
                - hosts: all
                  gather_facts: no
                  vars:
                    print: "echo first; yes 'one line of many' | head -c %1$d; echo last; exit 7"
                  tasks:
                    - shell: "{{ print }}"
                      changed_when: false
                      failed_when: step.rc != 7 or not step.stdout is match('first') or not step.stdout is search('last$')
                      register: step
                    - raw: "{{ print }}"
                      changed_when: false
                      failed_when: plain.rc != 7 or not plain.stdout is match('first') or not plain.stdout is search('last$')
                      register: plain
                    - debug:
                        msg: "kept {{ step.stdout | length }} and {{ plain.stdout | length }}; {{ step.stdout | regex_search('[0-9]+ bytes left out') }} and {{ plain.stdout | regex_search('[0-9]+ bytes left out') }}"
                """.formatted(bytes));
        long began = System.nanoTime();
        String said = run(playbook, "-f", "1");
        double seconds = (System.nanoTime() - began) / 1e9;
        Scoreboard.line(
                "R-08",
                "long-output",
                2,
                said.contains("exit status 0") ? 2 : 0,
                String.format("%d MiB twice in %.0f s with a heap of %d MB in all", bytes / MIB, seconds, HEAP_MB));
        assertThat(said).contains("exit status 0").contains("bytes left out");
    }

    /** Binary, invalid UTF-8 and what moves a terminal's cursor, sets its title or answers its questions. */
    @Test
    void nothingThatATerminalObeysIsShown() throws Exception {
        Path playbook = Files.writeString(folder.resolve("nasty.yml"), """
                - hosts: all
                  gather_facts: no
                  tasks:
                    - shell: head -c 12000000 /dev/urandom; head -c 3000 /dev/urandom >&2; exit 7
                      changed_when: false
                      ignore_errors: yes
                    - shell: printf 'a\\033[2Jb\\007c\\033]0;title\\007d\\302\\233e\\342\\200\\256f\\rg\\377h\\000i\\bj\\n'; exit 7
                      changed_when: false
                      ignore_errors: yes
                      register: nasty
                    - debug: msg="{{ nasty.stdout }}"
                    - debug: var=nasty
                    - fail: msg="{{ nasty.stdout }}"
                """);
        String said = run(playbook, "-v");
        assertThat(said).contains("exit status 1").contains("a^[[2Jb^Gc^[]0;title^Gd?e?f", "g?h^@i^Hj");
        assertThat(said.codePoints()
                        .filter(c -> c != '\n'
                                && c != '\t'
                                && (Character.isISOControl(c)
                                        || Character.getType(c) == Character.FORMAT
                                        || Character.getType(c) == Character.LINE_SEPARATOR
                                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR))
                        .mapToObj(Integer::toHexString)
                        .distinct())
                .isEmpty();
    }

    private static String run(Path playbook, String... options) throws IOException, InterruptedException {
        Path inventory = Files.writeString(folder.resolve("hosts.ini"), fleet.inventory("root"));
        Path log = folder.resolve("said.txt");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx" + HEAP_MB + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                "io.nightshift.core.cli.Main",
                "run",
                playbook.toString(),
                "-i",
                inventory.toString()));
        words.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("NIGHTSHIFT_STATE", folder.resolve("state").toString());
        Process process = builder.start();
        if (!process.waitFor(20, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return Files.readString(log) + "\nexit status " + process.exitValue() + "\n";
    }
}
