package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds roles, and the files of a role. */
final class RoleFiles {
    private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");
    private final Input input;
    private final Place place;

    RoleFiles(Input input, Place place) {
        this.input = input;
        this.place = place;
    }

    Optional<Path> find(String name) {
        return candidates(name).stream()
                .filter(Files::isDirectory)
                .map(path -> path.toAbsolutePath().normalize())
                .findFirst();
    }

    List<Path> candidates(String name) {
        List<Path> all = new ArrayList<>();
        if (Path.of(name).isAbsolute()) {
            return List.of(Path.of(name));
        }
        String[] parts = name.split("\\.");
        if (parts.length == 3) {
            collections().forEach(root -> all.add(inCollection(root, parts[0] + "." + parts[1], parts[2])));
        } else if (place.outer().value("collections") instanceof List<?> searched) {
            for (Object collection : searched) {
                collections().forEach(root -> all.add(inCollection(root, String.valueOf(collection), name)));
            }
        }
        all.add(place.playbookDirectory().resolve("roles").resolve(name));
        for (Path roles : input.rolesPath) {
            all.add(roles.resolve(name));
        }
        if (place.role() != null) {
            Path beside = place.role().path().getParent();
            if (beside != null) {
                all.add(beside.resolve(name));
            }
        }
        all.add(place.playbookDirectory().resolve(name));
        return all;
    }

    /** Collections beside the playbook, then those of ansible.cfg or of the places Ansible installs them to. */
    private List<Path> collections() {
        List<Path> all = new ArrayList<>();
        all.add(place.playbookDirectory().resolve("collections"));
        all.addAll(input.collectionsPath);
        return all;
    }

    private static Path inCollection(Path root, String collection, String role) {
        Path folder = root.endsWith("ansible_collections") ? root : root.resolve("ansible_collections");
        return folder.resolve(collection.replace('.', '/')).resolve("roles").resolve(role);
    }

    /** The file of a kind, with any of the endings YAML files have. */
    Optional<Path> file(Path role, String kind, String name) {
        for (String ending : ENDINGS) {
            Path file = role.resolve(kind).resolve(name + ending);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Variables of a file, or of all files in a folder of that name, sorted. */
    Map<String, Object> variables(Path role, String kind, String name) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Path file : files(role, kind, name)) {
            Optional<YamlNode> content = input.read(file);
            content.filter(node -> !(node instanceof Scalar scalar && scalar.isNull()))
                    .flatMap(node -> input.mapping(node, "a file of variables"))
                    .ifPresent(node -> all.putAll(input.variables(Optional.of(node), "a file of variables")));
        }
        return all;
    }

    private List<Path> files(Path role, String kind, String name) {
        Path folder = role.resolve(kind).resolve(name);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.filter(Files::isRegularFile).sorted().toList();
            } catch (IOException e) {
                input.problems.error(
                        io.nightshift.inventory.yaml.Position.ofFile(folder.toString()),
                        1,
                        "this folder cannot be read: " + e.getMessage(),
                        null);
                return List.of();
            }
        }
        return file(role, kind, name).map(List::of).orElse(List.of());
    }
}
