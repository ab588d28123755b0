package io.nightshift.core.cli;

import io.nightshift.core.window.WindowCalendar;
import io.nightshift.inventory.Inventory;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Playbook;
import io.nightshift.playbooks.PlaybookReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The playbooks, the inventory and its windows, read together so that all problems are told at once. */
record Playbooks(Playbook playbook, Inventory inventory, WindowCalendar windows) {
    static Playbooks read(Workbench bench, List<Path> files) {
        Path folder = bench.workingDirectory.resolve(files.get(0)).normalize().getParent();
        Inventory inventory = bench.inventory(folder);
        PlaybookReader reader = bench.readers().playbooks(bench.problems);
        List<Play> plays = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files) {
            Playbook each = reader.read(bench.workingDirectory.resolve(file), plays.size());
            plays.addAll(each.plays());
            texts.putAll(each.texts());
        }
        WindowCalendar windows = bench.windows(inventory);
        for (Play play : plays) {
            play.windows().forEach(named -> windows.require(named.name(), named.position(), bench.problems));
        }
        return new Playbooks(
                new Playbook(bench.workingDirectory.resolve(files.get(0)).normalize(), plays, texts),
                inventory,
                windows);
    }
}
