package io.nightshift.core.run;

import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.InventoryReader;
import io.nightshift.inventory.yaml.Diagnostics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder of a run in a test: its playbooks, what they work on, and its inventory, which may also be a file elsewhere. */
final class AFolder {
    private final Path path;
    private String hosts = "";
    private Path inventory;

    AFolder() {
        try {
            path = Files.createTempDirectory("nightshift-run").toRealPath();
            Files.createDirectory(work());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    Path work() {
        return path.resolve("work");
    }

    Path write(String name, String text) {
        try {
            Files.createDirectories(path.resolve(name).getParent());
            return Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void addHosts(String ini) {
        hosts += ini;
    }

    void inventoryIs(Path file) {
        inventory = file;
    }

    Inventory inventory(Path playbook, Diagnostics problems) {
        Path file = inventory == null ? write("hosts.ini", hosts) : inventory;
        return new InventoryReader(problems, null).read(List.of(file.toString()), path, playbook.getParent());
    }
}
