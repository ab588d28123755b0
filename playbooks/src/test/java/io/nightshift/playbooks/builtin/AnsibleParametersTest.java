package io.nightshift.playbooks.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.playbooks.module.ModuleSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every parameter of Ansible's modules ({@code ansible-parameters.txt}, made by {@code core/src/test/recorded/parameters.py}) is taken
 * here, too, or stands on the module's page under its differences.
 */
class AnsibleParametersTest {
    private static final Path PAGES = Path.of("src/main/resources/io/nightshift/playbooks/builtin/doc");
    private static final Path LIST =
            Path.of("src/test/resources/io/nightshift/playbooks/builtin/ansible-parameters.txt");

    @Test
    void everyParameterIsTakenOrNamedAsADifference() throws IOException {
        List<String> untold = new ArrayList<>();
        for (String line : Files.readAllLines(LIST)) {
            String module = line.substring(0, line.indexOf(':'));
            ModuleSpec spec = Modules.standard().spec(module).orElseThrow();
            String page = Files.readString(PAGES.resolve(module + ".md"));
            int at = page.indexOf("## Differences from Ansible");
            String differences = at < 0 ? "" : page.substring(at);
            for (String name : line.substring(line.indexOf(':') + 2).split(" ")) {
                if (spec.parameter(name).isEmpty() && !differences.contains("`" + name + "`")) {
                    untold.add(module + " " + name);
                }
            }
        }
        assertThat(untold).isEmpty();
    }
}
