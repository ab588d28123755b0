package io.nightshift.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same inventories, read by us and (for the files in {@code expected}) by ansible-inventory 2.14. */
class LikeAnsibleTest {
    private static final Path SAMPLE =
            Path.of("src/test/resources/io/nightshift/inventory/sample").toAbsolutePath();

    static List<String> cases() throws IOException {
        return Files.readAllLines(SAMPLE.resolve("cases.txt"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void listIsTheSame(String line) throws IOException {
        assertThat(printer(line).list()).isEqualTo(expected(line, "json"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void graphIsTheSame(String line) throws IOException {
        assertThat(printer(line).graph("all", false)).isEqualTo(expected(line, "tree"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void graphWithVariablesIsTheSame(String line) throws IOException {
        // Python tells tuples from lists; our values do not.
        String expected = expected(line, "vars").replace("(1, 2)", "[1, 2]");
        assertThat(printer(line).graph("all", true)).isEqualTo(expected);
    }

    /** Below the second level of groups Ansible's order changes from run to run; this is the run in written order. */
    @Test
    void patternsSelectTheSameHostsInTheSameOrder() throws IOException {
        Inventory inventory = read("x -i a/hosts -i b/inv.yml");
        String expected = Files.readString(SAMPLE.resolve("expected/patterns.txt"));
        StringBuilder actual = new StringBuilder();
        expected.lines().filter(line -> line.startsWith("## ")).forEach(line -> {
            actual.append(line).append('\n');
            HostPattern.of(line.substring(3), Position.NONE)
                    .select(inventory, new Diagnostics(), Severity.WARNING)
                    .forEach(host -> actual.append("    ").append(host).append('\n'));
        });
        assertThat(actual).hasToString(expected);
    }

    private static String expected(String line, String kind) throws IOException {
        return Files.readString(SAMPLE.resolve("expected/" + line.split(" ")[0] + "." + kind));
    }

    private static InventoryPrinter printer(String line) {
        return new InventoryPrinter(read(line), Set.of());
    }

    private static Inventory read(String line) {
        String[] words = line.split(" ");
        List<String> sources = new ArrayList<>();
        Path playbookFolder = null;
        for (int i = 1; i < words.length; i += 2) {
            if (words[i].equals("-i")) {
                sources.add(words[i + 1]);
            } else {
                playbookFolder = SAMPLE.resolve(words[i + 1]);
            }
        }
        Diagnostics problems = new Diagnostics(SAMPLE);
        Inventory inventory = new InventoryReader(problems, null).read(sources, SAMPLE, playbookFolder);
        assertThat(problems.hasErrors()).as(problems.render()).isFalse();
        return inventory;
    }
}
