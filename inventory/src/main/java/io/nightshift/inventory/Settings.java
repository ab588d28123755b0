package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Looks up settings: first the environment variable, then the file.
 *
 * @param folder what paths in the file are relative to
 * @param workingDirectory what paths in the environment are relative to
 */
record Settings(
        ConfigFile file,
        Map<String, String> environment,
        Path folder,
        Path workingDirectory,
        Path home,
        Diagnostics problems) {

    private static final List<String> TRUE = List.of("true", "yes", "on", "1", "y", "t");
    private static final List<String> FALSE = List.of("false", "no", "off", "0", "n", "f");

    /** A value with where it was written and what its paths are relative to. */
    private record Found(String text, Position position, int length, Path base) {}

    Optional<String> text(String variable, String section, String... keys) {
        return find(variable, section, keys).map(Found::text);
    }

    Optional<String> path(String variable, String section, String... keys) {
        return find(variable, section, keys)
                .map(it -> absolute(it.text(), it.base()).toString());
    }

    List<Path> paths(String variable, String section, String... keys) {
        return find(variable, section, keys).stream()
                .flatMap(it -> split(it.text(), ":").map(part -> absolute(part, it.base())))
                .toList();
    }

    /** Sources for {@code -i}: paths become absolute; with several of them, each is one source. */
    List<String> sources(String variable, String section, String... keys) {
        return find(variable, section, keys).stream()
                .flatMap(it -> split(it.text(), ",")
                        .map(part -> absolute(part, it.base()).toString()))
                .toList();
    }

    List<String> identities() {
        return find("ANSIBLE_VAULT_IDENTITY_LIST", "defaults", "vault_identity_list").stream()
                .flatMap(it -> split(it.text(), ",").map(part -> identity(part, it.base())))
                .toList();
    }

    OptionalInt number(String variable, String section, String... keys) {
        Optional<Found> found = find(variable, section, keys);
        if (found.isEmpty()) {
            return OptionalInt.empty();
        }
        String text = found.get().text();
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) == 0) {
            report(found.get(), keys[0] + " = " + text, "should be a whole number from 1 on");
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    Optional<Boolean> truth(String variable, String section, String... keys) {
        Optional<Found> found = find(variable, section, keys);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String text = found.get().text().toLowerCase(Locale.ROOT);
        if (!TRUE.contains(text) && !FALSE.contains(text)) {
            report(found.get(), keys[0] + " = " + text, "should be true or false");
            return Optional.empty();
        }
        return Optional.of(TRUE.contains(text));
    }

    /** Names the settings that are deliberately not followed. */
    void reportRefused() {
        boolean checking = truth("ANSIBLE_HOST_KEY_CHECKING", "defaults", "host_key_checking")
                .orElse(true);
        if (!checking) {
            find("ANSIBLE_HOST_KEY_CHECKING", "defaults", "host_key_checking")
                    .ifPresent(found -> problems.warning(
                            found.position(),
                            found.length(),
                            "`host_key_checking` is not switched off: host keys are always checked",
                            "for the first contact with new hosts use `--accept-new`"));
        }
        find("ANSIBLE_HASH_BEHAVIOUR", "defaults", "hash_behaviour")
                .filter(found -> !found.text().equals("replace"))
                .ifPresent(found -> problems.warning(
                        found.position(),
                        found.length(),
                        "`hash_behaviour = " + found.text() + "` is not followed: a variable replaces the weaker one",
                        "merge where it is wanted with the filter `combine(…, recursive=true)`"));
    }

    private Optional<Found> find(String variable, String section, String... keys) {
        String set = environment.getOrDefault(variable, "");
        if (!set.isEmpty()) {
            return Optional.of(new Found(set, Position.ofFile("$" + variable), 1, workingDirectory));
        }
        return Arrays.stream(keys)
                .flatMap(key -> file.get(section, key).stream())
                .findFirst()
                .map(it -> new Found(it.text(), it.position(), it.keyLength(), folder));
    }

    private void report(Found found, String setting, String wanted) {
        problems.error(found.position(), found.length(), "`" + setting + "` " + wanted, null);
    }

    private String identity(String text, Path base) {
        int at = text.indexOf('@');
        String source = text.substring(at + 1);
        return source.startsWith("prompt") ? text : text.substring(0, at + 1) + absolute(source, base);
    }

    private Path absolute(String text, Path base) {
        String expanded = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
        expanded = expanded.replace("{{CWD}}", workingDirectory.toString()).replace("$HOME", home.toString());
        return base.resolve(expanded).toAbsolutePath().normalize();
    }

    private static java.util.stream.Stream<String> split(String text, String separator) {
        return Arrays.stream(text.split(separator)).map(String::strip).filter(it -> !it.isEmpty());
    }
}
