package io.nightshift.playbooks.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlReader;
import io.nightshift.playbooks.Playbook;
import io.nightshift.playbooks.PlaybookReader;
import io.nightshift.playbooks.TemplateValues;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.template.Limits;
import io.nightshift.playbooks.template.Lookups;
import io.nightshift.playbooks.template.Templates;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of every module page is a task that the reader accepts without a word. */
class ModulePageExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    static List<String> modules() {
        return Modules.standard().all().stream().map(ModuleSpec::name).toList();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theExamplesOfThePageAreTasks(String module) {
        String page =
                ModulePage.of(Modules.standard().spec(module).orElseThrow()).orElseThrow();
        List<String> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            examples.add(block.group(1));
        }
        assertThat(examples).as("examples on the page of " + module).isNotEmpty();
        for (String example : examples) {
            Diagnostics problems = new Diagnostics();
            Playbook playbook = reader(problems).readText(module + ".md", asPlaybook(example), Path.of("target"));
            assertThat(problems.render()).isEmpty();
            assertThat(playbook.plays()).isNotEmpty();
        }
    }

    private static String asPlaybook(String example) {
        return example.startsWith("- hosts:") || example.contains("\n  hosts:")
                ? example
                : "- hosts: all\n  tasks:\n" + example.indent(4);
    }

    private static PlaybookReader reader(Diagnostics problems) {
        Templates templates = new Templates(Lookups.standard(), Clock.systemUTC(), new Random(1), Limits.DEFAULT);
        return new PlaybookReader(
                problems,
                new YamlReader(problems),
                new ModuleCatalogue(Modules.standard()),
                new TemplateValues(templates, Map.of()),
                List.of(),
                List.of(),
                Map.of());
    }
}
