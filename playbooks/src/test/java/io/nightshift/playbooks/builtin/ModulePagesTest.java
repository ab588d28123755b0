package io.nightshift.playbooks.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlReader;
import io.nightshift.playbooks.module.ModuleSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every module has a page, its table of parameters is the module's own, and its YAML can be read. Run with {@code
 * -Dpages=write} to bring the tables up to date.
 */
class ModulePagesTest {
    private static final Path PAGES = Path.of("src/main/resources/io/nightshift/playbooks/builtin/doc");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final List<String> PARTS = List.of("## Examples", "## What it returns", "## Undo");

    @TestFactory
    Stream<DynamicTest> pagesAgreeWithTheirModules() {
        return Modules.standard().all().stream().map(spec -> DynamicTest.dynamicTest(spec.name(), () -> check(spec)));
    }

    @Test
    void everyPageBelongsToAModule() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(it -> it.getFileName().toString().replace(".md", "")))
                    .allMatch(name -> Modules.standard().spec(name).isPresent());
        }
    }

    private static void check(ModuleSpec spec) throws IOException {
        Path file = PAGES.resolve(spec.name() + ".md");
        assertThat(file).as("the page of %s", spec.name()).exists();
        String page = Files.readString(file);
        assertThat(page)
                .startsWith("# " + spec.name() + "\n")
                .contains(spec.summary())
                .contains(PARTS);
        assertThat(page).contains(ModulePage.TABLE_STARTS, ModulePage.TABLE_ENDS);
        int from = page.indexOf(ModulePage.TABLE_STARTS) + ModulePage.TABLE_STARTS.length();
        int to = page.indexOf(ModulePage.TABLE_ENDS);
        if (System.getProperty("pages", "").equals("write")) {
            page = page.substring(0, from) + ModulePage.table(spec) + page.substring(to);
            Files.writeString(file, page);
            to = page.indexOf(ModulePage.TABLE_ENDS);
        }
        assertThat(page.substring(from, to))
                .as("the table of parameters; -Dpages=write brings it up to date")
                .isEqualTo(ModulePage.table(spec));
        Matcher blocks = YAML.matcher(page);
        assertThat(blocks.find()).as("an example").isTrue();
        do {
            Diagnostics problems = new Diagnostics();
            new YamlReader(problems).read(file.getFileName().toString(), blocks.group(1));
            assertThat(problems.render()).isEmpty();
            assertThat(blocks.group(1)).contains(spec.name() + ":");
        } while (blocks.find());
    }
}
