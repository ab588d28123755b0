package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.run.RunEvent.TaskEnded;
import io.nightshift.core.run.RunEvent.TaskStatus;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Playbooks whose outcome, task by task, was recorded from Ansible ({@code core/src/test/parity/generate}): ours is the same. */
class ParityTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yml"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .filter(name -> name.matches(System.getProperty("parity", ".*")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tasksEndAsInAnsible(String name) throws IOException {
        ARun run = aRun().ofFile(folder().resolve(name + ".yml")).inventoryFile(folder().resolve("hosts.ini"));
        options(run, Files.readAllLines(folder().resolve(name + ".yml")).get(0));
        Told told = run.go();
        assertThat(outcome(told))
                .as(told.warnings() + " " + told.result().hosts())
                .isEqualTo(Files.readString(folder().resolve(name + ".expected")));
    }

    private static void options(ARun run, String line) {
        if (!line.startsWith("# options: ")) {
            return;
        }
        List<String> words = List.of(line.substring("# options: ".length()).split(" "));
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--check" -> run.inCheckMode();
                case "--tags" -> run.tags(words.get(++i).split(","));
                case "--skip-tags" -> run.skipTags(words.get(++i).split(","));
                case "--start-at-task" -> run.startingAt(words.get(++i));
                case "-e" -> {
                    String[] pair = words.get(++i).split("=");
                    run.with(pair[0], pair[1]);
                }
                default -> throw new IllegalArgumentException(words.get(i));
            }
        }
    }

    private static String outcome(Told told) {
        Map<String, StringBuilder> hosts = new TreeMap<>();
        for (RunEvent event : told.events()) {
            if (event instanceof TaskEnded task && !task.module().equals("meta")) {
                hosts.computeIfAbsent(task.host(), host -> new StringBuilder("== " + host + "\n"))
                        .append(line(task))
                        .append('\n');
            }
        }
        return String.join("", hosts.values());
    }

    private static String line(TaskEnded task) {
        String status = task.ignored() ? "ignored" : task.status().name().toLowerCase(Locale.ROOT);
        String text = status + " | " + task.task();
        if (task.item() != null) {
            text += " | item " + task.item();
        }
        boolean message = task.module().equals("fail") || task.module().equals("assert");
        boolean isLoop = task.item() == null && task.result().containsKey("results");
        if (!isLoop
                && task.status() != TaskStatus.SKIPPED
                && (message || task.module().equals("debug") && !bad(task))) {
            text += " | "
                    + shown(task.result().containsKey("msg") ? task.result().get("msg") : variable(task));
        }
        return text;
    }

    private static boolean bad(TaskEnded task) {
        return task.status() == TaskStatus.FAILED;
    }

    private static Object variable(TaskEnded task) {
        return task.result().entrySet().stream()
                .filter(entry ->
                        !List.of("changed", "failed", "_ansible_verbose_always").contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** As Python's json writes it, keys in order. */
    private static String shown(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map)
                    .entrySet().stream()
                            .map(entry -> shown(String.valueOf(entry.getKey())) + ": " + shown(entry.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ParityTest::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        return JSON.writeValueAsString(value);
    }

    private static Path folder() {
        try {
            return Path.of(ParityTest.class.getResource("parity").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
