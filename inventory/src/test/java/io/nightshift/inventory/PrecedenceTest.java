package io.nightshift.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of variable-precedence.md; the inventory is the sample that ansible-inventory agrees with. */
class PrecedenceTest {
    private static final Path SAMPLE =
            Path.of("src/test/resources/io/nightshift/inventory/sample/d").toAbsolutePath();

    private final Inventory inventory =
            new InventoryReader(new Diagnostics(), null).read(List.of("hosts.ini"), SAMPLE, SAMPLE.resolve("play"));
    private final Host host = inventory.host("h1").orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "v3, inventory-file-parent, INVENTORY_FILE_GROUP_VARS",
        "v4, inventory-all, INVENTORY_GROUP_VARS_ALL",
        "v5, playbook-all, PLAYBOOK_GROUP_VARS_ALL",
        "v6, inventory-group, INVENTORY_GROUP_VARS",
        "v7, playbook-group, PLAYBOOK_GROUP_VARS",
        "v8, inventory-file-host, INVENTORY_FILE_HOST_VARS",
        "v9, inventory-host, INVENTORY_HOST_VARS",
        "v10, playbook-host, PLAYBOOK_HOST_VARS"
    })
    void eachLevelHidesTheOnesBelow(String name, String value, Precedence level) {
        assertThat(inventory.variablesOf(host)).containsEntry(name, value);
        assertThat(inventory.layersOf(host).get(name)).isEqualTo(value);
        assertThat(inventory.layersOf(host).levelOf(name)).contains(level);
    }

    @Test
    void aChildGroupHidesItsParent() {
        assertThat(inventory.variablesOf(host)).containsEntry("depth", "child").containsEntry("gd", "child");
    }

    @Test
    void amongGroupsOfOneDepthPriorityDecidesThenTheName() {
        assertThat(inventory.variablesOf(host)).containsEntry("prio", "strong").containsEntry("tie", "strong");
    }

    @Test
    void allLevelsTogetherAreTheMergedVariables() {
        assertThat(inventory.layersOf(host).toMap()).isEqualTo(inventory.variablesOf(host));
    }

    @ParameterizedTest
    @EnumSource(Precedence.class)
    void aLevelHidesEveryLevelBefore(Precedence level) {
        Variables variables = Variables.none();
        for (Precedence lower : Precedence.values()) {
            if (level.hides(lower)) {
                variables = variables.with(lower, Map.of("name", lower));
            }
        }
        variables = variables.with(level, Map.of("name", level));
        assertThat(variables.get("name")).isEqualTo(level);
        assertThat(variables.toMap()).containsEntry("name", level);
        assertThat(variables.levelOf("name")).contains(level);
    }

    @Test
    void thePageListsTheLevelsInTheirOrder() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("variable-precedence.md")).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .map(line -> line.split("\\|")[1].strip() + " " + line.split("\\|")[2].strip())
                .toList();
        assertThat(rows).hasSize(Precedence.values().length);
        for (Precedence level : Precedence.values()) {
            String name = level.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            assertThat(rows.get(level.ordinal())).isEqualTo(level.number() + " " + name);
        }
    }
}
