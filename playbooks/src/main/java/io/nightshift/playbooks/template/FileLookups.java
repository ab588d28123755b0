package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Truth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lookups of files and programs on the controller. */
final class FileLookups {
    private FileLookups() {}

    static void addTo(Lookups lookups) {
        lookups.with("file", FileLookups::contents)
                .with("unvault", FileLookups::contents)
                .with("fileglob", (terms, options, scope) -> globs(terms, scope))
                .with("first_found", FileLookups::firstFound)
                .with("pipe", (terms, options, scope) -> Programs.outputs(terms, scope))
                .with("lines", (terms, options, scope) -> Programs.lines(terms, scope))
                .with("ini", IniLookup::values)
                .with("csvfile", CsvLookup::values)
                .withTemplates("password", templates -> new PasswordLookup(templates.random()));
    }

    static Path file(String name, Scope scope) {
        return ControllerFiles.find("files", name, scope)
                .orElseThrow(() -> new LookupException(
                        "there is no file `" + name + "`",
                        name.startsWith("/")
                                ? null
                                : "looked in: " + String.join(", ", ControllerFiles.folders("files", scope))));
    }

    private static Object contents(List<@Nullable Object> terms, Map<String, @Nullable Object> options, Scope scope) {
        NewList texts = new NewList();
        for (Object term : terms) {
            String text = ControllerFiles.read(file(Text.of(term), scope));
            text = Truth.of(options.getOrDefault("lstrip", false)) ? text.stripLeading() : text;
            texts.add(Truth.of(options.getOrDefault("rstrip", true)) ? text.stripTrailing() : text);
        }
        return texts;
    }

    private static Object globs(List<@Nullable Object> terms, Scope scope) {
        NewList files = new NewList();
        for (Object term : terms) {
            String pattern = Text.of(term);
            if (pattern.startsWith("/")) {
                files.addAll(PathFilters.glob(pattern));
                continue;
            }
            for (String folder : ControllerFiles.folders("files", scope)) {
                List<@Nullable Object> found = PathFilters.glob(folder + "/" + pattern);
                if (!found.isEmpty()) {
                    files.addAll(found);
                    break;
                }
            }
        }
        return files;
    }

    private static Object firstFound(List<@Nullable Object> terms, Map<String, @Nullable Object> options, Scope scope) {
        List<String> candidates = new ArrayList<>();
        boolean skip = Truth.of(options.getOrDefault("skip", false));
        NewList flat = new NewList();
        ListFilters.flatten(terms, 1_000, true, flat);
        for (Object term : flat) {
            if (term instanceof Map<?, ?> detail) {
                skip |= Truth.of(detail.get("skip"));
                combine(candidates, words(detail.get("files")), words(detail.get("paths")));
            } else {
                combine(candidates, List.of(Text.of(term)), words(options.get("paths")));
            }
        }
        if (terms.isEmpty()) {
            combine(candidates, words(options.get("files")), words(options.get("paths")));
        }
        for (String candidate : candidates) {
            Optional<Path> found = found(candidate, scope);
            if (found.isPresent()) {
                return new NewList(List.of(found.get().toString()));
            }
        }
        if (skip) {
            return new NewList();
        }
        throw new LookupException(
                "none of these files exists: " + String.join(", ", candidates), "give skip=True to go on without");
    }

    private static Optional<Path> found(String name, Scope scope) {
        for (String kind : List.of("files", "templates", "vars", "tasks")) {
            Optional<Path> found = ControllerFiles.find(kind, name, scope);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static void combine(List<String> candidates, List<String> files, List<String> paths) {
        for (String path : paths.isEmpty() ? List.of("") : paths) {
            for (String file : files) {
                candidates.add(path.isEmpty() || file.startsWith("/") ? file : path + "/" + file);
            }
        }
    }

    /** A list, or a text with commas, semicolons or colons between. */
    private static List<String> words(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        if (value instanceof String text) {
            for (String word : text.split("[,;:\\s]+", -1)) {
                words.add(word);
            }
        } else {
            Items.of(value).forEach(word -> words.add(Text.of(word)));
        }
        words.removeIf(String::isEmpty);
        return words;
    }
}
