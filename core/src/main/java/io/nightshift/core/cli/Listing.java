package io.nightshift.core.cli;

import io.nightshift.core.run.RunSettings;
import io.nightshift.core.run.Selection;
import io.nightshift.inventory.Inventory;
import io.nightshift.playbooks.Block;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Playbook;
import io.nightshift.playbooks.Task;
import java.util.ArrayList;
import java.util.List;
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
                List<String> names = PlayHosts.of(play, bench, inventory, limit);
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
