package io.nightshift.core.cli;

import io.nightshift.core.run.RunSettings;
import io.nightshift.core.run.Selection;
import io.nightshift.inventory.Host;
import io.nightshift.inventory.HostPattern;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Severity;
import io.nightshift.playbooks.Block;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Playbook;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.template.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What {@code --list-hosts}, {@code --list-tasks} and {@code --list-tags} print. */
final class Listing {
    private final Workbench bench;
    private final Inventory inventory;
    private final @Nullable List<String> limit;
    private final Selection selection;

    Listing(
            Workbench bench,
            Inventory inventory,
            @Nullable List<String> limit,
            Set<String> tags,
            Set<String> skipTags) {
        this.bench = bench;
        this.inventory = inventory;
        this.limit = limit;
        this.selection = new Selection(RunSettings.standard().withTags(tags, skipTags));
    }

    String of(Playbook playbook, boolean hosts, boolean tasks, boolean tags) {
        StringBuilder out = new StringBuilder();
        out.append("playbook: ").append(playbook.file()).append('\n');
        int number = 0;
        for (Play play : playbook.plays()) {
            number++;
            out.append("\n  play #")
                    .append(number)
                    .append(" (")
                    .append(text(play.hosts()))
                    .append("): ")
                    .append(text(play.name()));
            out.append("\tTAGS: [")
                    .append(String.join(", ", play.directives().tags()))
                    .append("]\n");
            if (hosts) {
                List<String> names = hosts(play);
                out.append("    hosts (").append(names.size()).append("):\n");
                names.forEach(name -> out.append("      ").append(name).append('\n'));
            }
            if (tasks) {
                out.append("    tasks:\n");
                for (Task task : tasks(play.items())) {
                    out.append("      ")
                            .append(title(task))
                            .append("\tTAGS: [")
                            .append(String.join(
                                    ", ", new TreeSet<>(task.directives().tags())))
                            .append("]\n");
                }
            }
            if (tags) {
                Set<String> all = new TreeSet<>();
                tasks(play.items()).forEach(task -> all.addAll(task.directives().tags()));
                out.append("      TASK TAGS: [").append(String.join(", ", all)).append("]\n");
            }
        }
        return out.toString();
    }

    private List<String> hosts(Play play) {
        Map<String, Object> variables = new LinkedHashMap<>(play.variables());
        variables.putAll(bench.extraVariables);
        Object rendered = bench.templates.resolve(play.hosts(), Scope.of(variables));
        List<String> texts = new ArrayList<>();
        if (rendered instanceof List<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each)));
        } else {
            texts.add(String.valueOf(rendered));
        }
        return HostPattern.of(texts, play.position()).select(inventory, new Diagnostics(), Severity.WARNING).stream()
                .map(Host::name)
                .filter(name -> limit == null || limit.contains(name))
                .toList();
    }

    private List<Task> tasks(List<Item> items) {
        List<Task> all = new ArrayList<>();
        for (Item item : items) {
            if (item instanceof Task task && selection.byTags(task)) {
                all.add(task);
            } else if (item instanceof Block block) {
                all.addAll(tasks(block.items()));
                all.addAll(tasks(block.rescue()));
                all.addAll(tasks(block.always()));
            }
        }
        return all;
    }

    private static String title(Task task) {
        String title = text(task.title());
        return task.role() == null ? title : task.role().name() + " : " + title;
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }
}
