package io.nightshift.core.schedule;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads schedules that are kept as a file: a mapping of names, each with {@code run} (the playbook and its options, as text or as a list
 * of words), {@code cron} or {@code every} and {@code at}, and maybe {@code zone}, {@code deadline}, {@code missed}, {@code overlap} and
 * {@code agent}. Paths are relative to the file.
 */
public final class ScheduleFile {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final List<String> KEYS = keys();

    private final Path file;
    private final String user;
    private final Diagnostics problems;
    private final ScheduleReader reader;

    /** @param user for whom the runs are made */
    public ScheduleFile(Path file, String user, Diagnostics problems, ScheduleReader reader) {
        this.file = file.toAbsolutePath().normalize();
        this.user = user;
        this.problems = problems;
        this.reader = reader;
    }

    /** A schedule and where its name stands. */
    public record Entry(Schedule schedule, Position position) {}

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(ScheduleReader.KEYS);
        keys.add("run");
        keys.add("agent");
        return List.copyOf(keys);
    }

    /** What the schedules of this file are known by. */
    public String source() {
        return file.toString();
    }

    /** The schedules of the file, as far as they are right; what is wrong is in the problems. */
    public List<Entry> read() {
        YamlNode root = new YamlReader(problems).read(file).orElse(null);
        if (root == null) {
            return List.of();
        }
        if (!(root instanceof YamlNode.Mapping schedules)) {
            problems.error(
                    root.position(),
                    1,
                    "schedules are a mapping of names, not " + root.kind(),
                    "begin with `nightly:`");
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        for (YamlNode.Entry each : schedules.entries()) {
            if (each.value() instanceof YamlNode.Mapping mapping) {
                schedule(each.key(), mapping)
                        .ifPresent(schedule ->
                                entries.add(new Entry(schedule, each.key().position())));
            } else {
                problems.error(
                        each.key(),
                        "a schedule is a mapping, not " + each.value().kind(),
                        "it needs `run` and `every` with `at`, or `cron`");
            }
        }
        return entries;
    }

    private Optional<Schedule> schedule(YamlNode.Scalar name, YamlNode.Mapping mapping) {
        Map<String, Written> said = new LinkedHashMap<>();
        List<String> words = List.of();
        String agent = null;
        boolean right = true;
        for (YamlNode.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (!KEYS.contains(key)) {
                problems.error(
                        entry.key(),
                        "a schedule has no `" + key + "`",
                        DidYouMean.hint(key, KEYS, "it has " + String.join(", ", KEYS)));
                right = false;
            } else if (key.equals("run")) {
                words = words(entry.value());
                right &= !words.isEmpty();
            } else if (!(entry.value() instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
                problems.error(
                        entry.key(),
                        "`" + key + "` is text, not " + entry.value().kind(),
                        null);
                right = false;
            } else if (key.equals("agent")) {
                agent = file.resolveSibling(scalar.text()).toString();
            } else {
                said.put(key, written(scalar));
            }
        }
        if (!mapping.has("run")) {
            problems.error(name, "nothing says what `" + name.text() + "` runs", "add `run: site.yml -i hosts.ini`");
            right = false;
        }
        ScheduledOrder order = order(words, agent);
        Optional<Schedule> schedule = reader.read(new Written(name.text(), name.position()), said, order, source());
        return right ? schedule : Optional.empty();
    }

    private ScheduledOrder order(List<String> words, @Nullable String agent) {
        List<String> all = new ArrayList<>();
        if (words.isEmpty() || !words.get(0).equals("run")) {
            all.add("run");
        }
        all.addAll(words);
        Path folder = file.getParent();
        return new ScheduledOrder(all, String.valueOf(folder), user, agent);
    }

    /** A quoted text begins one column later than its scalar. */
    private static Written written(YamlNode.Scalar scalar) {
        Position at = scalar.position();
        return new Written(scalar.text(), scalar.quoted() ? new Position(at.file(), at.line(), at.column() + 1) : at);
    }

    private List<String> words(YamlNode node) {
        List<String> words = new ArrayList<>();
        if (node instanceof YamlNode.Sequence list) {
            for (YamlNode item : list.items()) {
                if (item instanceof YamlNode.Scalar scalar) {
                    words.add(scalar.text());
                } else {
                    problems.error(item.position(), 1, "a word of `run` is text, not " + item.kind(), null);
                    return List.of();
                }
            }
        } else if (node instanceof YamlNode.Scalar scalar) {
            Matcher matcher = WORD.matcher(scalar.text());
            while (matcher.find()) {
                String quoted = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
                words.add(quoted != null ? quoted : matcher.group(3));
            }
        }
        if (words.isEmpty()) {
            problems.error(node.position(), 1, "`run` names no playbook", "write `run: site.yml -i hosts.ini`");
        }
        return words;
    }
}
