package io.nightshift.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostic;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlReader;
import io.nightshift.playbooks.builtin.ModuleCatalogue;
import io.nightshift.playbooks.builtin.Modules;
import io.nightshift.playbooks.template.Limits;
import io.nightshift.playbooks.template.Lookups;
import io.nightshift.playbooks.template.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads playbooks in tests, with the modules and templates of the product. */
final class Reading {
    private final Path folder;
    private Map<String, Object> extraVariables = Map.of();

    private Reading(Path folder) {
        this.folder = folder;
    }

    static Reading in(Path folder) {
        return new Reading(folder);
    }

    static PlaybookReader reader(Diagnostics problems) {
        return reader(problems, Map.of());
    }

    private static PlaybookReader reader(Diagnostics problems, Map<String, Object> extraVariables) {
        Templates templates =
                new Templates(Lookups.standard(), Clock.systemDefaultZone(), new SecureRandom(), Limits.DEFAULT);
        return new PlaybookReader(
                problems,
                new YamlReader(problems),
                new ModuleCatalogue(Modules.standard()),
                new TemplateValues(templates, extraVariables),
                List.of(),
                List.of(),
                extraVariables);
    }

    Reading with(String name, Object value) {
        extraVariables = Map.of(name, value);
        return this;
    }

    /** Writes a file beside the playbook. */
    Reading file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The playbook of this text, which must be without problems. */
    Playbook playbook(String text) {
        Diagnostics problems = new Diagnostics(folder);
        Playbook playbook = read(text, problems);
        assertThat(problems.render()).isEmpty();
        return playbook;
    }

    Play play(String text) {
        return playbook(text).plays().get(0);
    }

    /** The only play of a list of tasks, which must be without problems. */
    Play tasks(String text) {
        return play("- hosts: all\n  tasks:\n" + text.indent(4));
    }

    Task task(String text) {
        return (Task) tasks(text).tasks().get(0);
    }

    /** Every problem's severity and message. */
    List<String> problems(String text) {
        Diagnostics problems = new Diagnostics(folder);
        read(text, problems);
        return problems.all().stream().map(Reading::told).toList();
    }

    List<String> problemsOfTasks(String text) {
        return problems("- hosts: all\n  tasks:\n" + text.indent(4));
    }

    private static String told(Diagnostic problem) {
        return problem.severity().word() + ": " + problem.message();
    }

    private Playbook read(String text, Diagnostics problems) {
        file("site.yml", text);
        return reader(problems, extraVariables).read(folder.resolve("site.yml"));
    }

    /** Every task below these items, in order. */
    static List<Task> all(List<Item> items) {
        List<Task> tasks = new ArrayList<>();
        for (Item item : items) {
            if (item instanceof Task task) {
                tasks.add(task);
            } else if (item instanceof Block block) {
                tasks.addAll(all(block.items()));
            }
        }
        return tasks;
    }
}
