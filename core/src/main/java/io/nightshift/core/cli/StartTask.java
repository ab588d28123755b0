package io.nightshift.core.cli;

import io.nightshift.core.run.RunSettings;
import io.nightshift.core.run.Selection;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.Block;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Playbook;
import io.nightshift.playbooks.Task;
import java.util.ArrayList;
import java.util.List;

/** Refuses a {@code --start-at-task} that no task answers to, before any host is touched. */
final class StartTask {
    private StartTask() {}

    static void check(Playbook playbook, RunSettings settings) {
        String wanted = settings.startAtTask();
        if (wanted == null) {
            return;
        }
        List<Task> tasks = new ArrayList<>();
        for (Play play : playbook.plays()) {
            add(play.items(), tasks);
        }
        Selection selection = new Selection(settings);
        // A name with a template in it is known on the host only.
        if (tasks.stream()
                .noneMatch(task -> task.name() instanceof Source || selection.startsAt(title(task), task.name()))) {
            List<String> names =
                    tasks.stream().map(task -> String.valueOf(task.title())).toList();
            throw new Failure("error: no task is called `" + wanted + "`\nhint: "
                    + DidYouMean.hint(
                            wanted,
                            names,
                            "`nightshift run PLAYBOOK --list-tasks` lists them; what is included while"
                                    + " a host is at work cannot be started at"));
        }
    }

    private static void add(List<Item> items, List<Task> tasks) {
        for (Item item : items) {
            if (item instanceof Task task) {
                tasks.add(task);
            } else if (item instanceof Block block) {
                add(block.items(), tasks);
                add(block.rescue(), tasks);
                add(block.always(), tasks);
            }
        }
    }

    private static String title(Task task) {
        return task.role() == null ? String.valueOf(task.title()) : task.role().name() + " : " + task.title();
    }
}
