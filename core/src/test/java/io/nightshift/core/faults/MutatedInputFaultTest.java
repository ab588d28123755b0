package io.nightshift.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.run.Readers;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.inventory.InventoryReader;
import io.nightshift.inventory.yaml.Diagnostic;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Severity;
import io.nightshift.inventory.yaml.Texts;
import io.nightshift.playbooks.TemplateValues;
import io.nightshift.playbooks.builtin.ModuleCatalogue;
import io.nightshift.playbooks.builtin.Modules;
import io.nightshift.playbooks.template.Limits;
import io.nightshift.playbooks.template.Lookups;
import io.nightshift.playbooks.template.Templates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The playbooks and inventories of this repository with letters, lines and pieces of one another put in wrong places: each is read, or
 * refused at a place in a file, in the end. {@code -Dlong} reads 100,000 of them.
 */
class MutatedInputFaultTest {
    /** Far above anything seen, and far below what a technician would wait. */
    private static final long LONGEST_MILLIS = 20_000;

    private static final String[] TROUBLE = {
        "{{",
        "}}",
        "{%",
        "\t",
        ": ",
        "- ",
        "!!",
        "!vault |",
        "*a",
        "&a ",
        "<<: ",
        "[",
        "{",
        "\"",
        "'",
        "|\n",
        ">-\n",
        "\0",
        "\u0085",
        "\ud83d\ude00",
        "%YAML 9",
        "---\n",
        "...\n",
        "? ",
        "0x",
        "1e999",
        "#",
        "@",
        "`",
        "include_tasks: ",
        "hosts: ",
        "{{ x | map('a') }}"
    };

    @TempDir
    Path folder;

    private final Random random = new Random(Scoreboard.seed());
    private final List<String> broken = new ArrayList<>();
    private long slowest;

    @Test
    void whateverIsWrittenIsReadOrRefusedAtItsPlace() throws IOException {
        int wanted = Scoreboard.share(10_000, 100_000);
        List<String> playbooks = texts(".yml");
        List<String> inventories = texts(".ini");
        assertThat(playbooks).hasSizeGreaterThan(100);
        int good = 0;
        for (int i = 0; i < wanted; i++) {
            boolean inventory = i % 4 == 3 && !inventories.isEmpty();
            String text = mutated(inventory ? inventories : playbooks);
            good += isTold(text, inventory) ? 1 : 0;
        }
        Scoreboard.line("R-12", "mutated-input", wanted, good, "slowest " + slowest + " ms");
        assertThat(broken).isEmpty();
    }

    private boolean isTold(String text, boolean inventory) throws IOException {
        Diagnostics problems = new Diagnostics(folder);
        long start = System.nanoTime();
        try {
            if (inventory) {
                Path file = folder.resolve("hosts.ini");
                Files.write(file, text.getBytes(StandardCharsets.UTF_8));
                new InventoryReader(problems, null).read(List.of(file.toString()), folder, null);
            } else {
                readers().playbooks(problems).readText("site.yml", text, folder);
            }
            problems.render();
        } catch (RuntimeException | StackOverflowError e) {
            broken.add(e + " for:\n" + text);
            return false;
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        slowest = Math.max(slowest, millis);
        if (millis > LONGEST_MILLIS) {
            broken.add(millis + " ms for:\n" + text);
            return false;
        }
        for (Diagnostic problem : problems.all()) {
            boolean placed = problem.position().hasLine()
                    || text.isBlank()
                    || !problem.position().file().isEmpty();
            if (problem.severity() == Severity.ERROR && (!placed || looksLikeOurs(problem.message()))) {
                broken.add("`" + problem.message() + "` for:\n" + text);
                return false;
            }
        }
        return true;
    }

    private static boolean looksLikeOurs(String message) {
        return message.contains("Exception") || message.contains("\tat ") || message.contains("io.nightshift");
    }

    private Readers readers() {
        Lookups lookups = Lookups.standard();
        Templates templates = new Templates(lookups, Clock.systemUTC(), random, Limits.DEFAULT);
        return new Readers(
                null,
                new ModuleCatalogue(Modules.standard()),
                new TemplateValues(templates, Map.of()),
                List.of(),
                List.of(),
                "controller",
                Map.of(),
                Texts.DISK);
    }

    private String mutated(List<String> texts) {
        StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, TROUBLE[random.nextInt(TROUBLE.length)]);
                case 2 -> text.insert(at, text.substring(at, to));
                case 3 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                default -> {
                    String other = texts.get(random.nextInt(texts.size()));
                    int from = other.isEmpty() ? 0 : random.nextInt(other.length());
                    text.insert(at, other.substring(from, Math.min(other.length(), from + random.nextInt(80))));
                }
            }
        }
        return text.toString();
    }

    private static List<String> texts(String ending) throws IOException {
        List<String> all = new ArrayList<>();
        for (String place : List.of(
                "../examples",
                "../playbooks/src/test/resources",
                "src/test/resources",
                "../inventory/src/test/resources")) {
            Path top = Path.of(place);
            if (!Files.isDirectory(top)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.filter(f -> f.toString().endsWith(ending))
                        .sorted()
                        .toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    if (bytes.length < 20_000) {
                        all.add(new String(bytes, StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return all;
    }
}
