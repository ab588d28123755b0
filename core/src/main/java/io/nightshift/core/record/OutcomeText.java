package io.nightshift.core.record;

import io.nightshift.playbooks.builtin.TextLines;
import io.nightshift.playbooks.module.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Outcomes as text and back. Effects that are over when the task is (a pause, a wait) are left out. */
final class OutcomeText {
    /** Flags that say that a stream's lines are to be cut from it again. */
    private static final Map<String, String> LINES = Map.of("stdout", "1", "stderr", "2");

    private OutcomeText() {}

    static String of(RecordedOutcome outcome) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        Map<String, @Nullable Object> result = new LinkedHashMap<>(outcome.result());
        StringBuilder cut = new StringBuilder();
        LINES.forEach((stream, flag) -> {
            if (isCut(result.get(stream), result.get(stream + "_lines"))) {
                result.put(stream + "_lines", null);
                cut.append(flag);
            }
        });
        all.put("result", result);
        all.put("flags", flags(outcome) + cut);
        List<Object> effects = new ArrayList<>();
        for (Effect effect : outcome.effects()) {
            Map<String, @Nullable Object> written = write(effect);
            if (written != null) {
                effects.add(written);
            }
        }
        if (!effects.isEmpty()) {
            all.put("effects", effects);
        }
        return ValueText.of(all);
    }

    /** Whether these are the lines of this text: a long output is kept once. */
    private static boolean isCut(@Nullable Object text, @Nullable Object lines) {
        return text instanceof String whole && lines instanceof List<?> list && list.equals(new TextLines(whole));
    }

    private static String flags(RecordedOutcome outcome) {
        return (outcome.changed() ? "c" : "")
                + (outcome.failed() ? "f" : "")
                + (outcome.skipped() ? "s" : "")
                + (outcome.shared() ? "o" : "");
    }

    private static @Nullable Map<String, @Nullable Object> write(Effect effect) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        if (effect instanceof Effect.SetFacts facts) {
            all.put("kind", facts.cacheable() ? "facts" : "set");
            all.put("values", facts.values());
        } else if (effect instanceof Effect.IncludeVariables variables) {
            all.put("kind", "include");
            all.put("values", variables.values());
        } else if (effect instanceof Effect.AddHost host) {
            all.put("kind", "host");
            all.put("name", host.name());
            all.put("groups", host.groups());
            all.put("values", host.variables());
        } else if (effect instanceof Effect.JoinGroup group) {
            all.put("kind", "group");
            all.put("name", group.group());
            all.put("groups", group.parents());
        } else if (effect instanceof Effect.Meta meta) {
            all.put("kind", "meta");
            all.put("name", meta.action());
        } else if (effect instanceof Effect.SetStatistics statistics) {
            all.put("kind", "statistics");
            all.put("values", statistics.data());
            all.put("flags", (statistics.perHost() ? "h" : "") + (statistics.aggregate() ? "a" : ""));
        } else {
            return null;
        }
        return all;
    }

    /** @throws IllegalArgumentException for text that {@link #of} did not write */
    static RecordedOutcome read(String text) {
        if (!(ValueText.read(text) instanceof Map<?, ?> all)) {
            throw new IllegalArgumentException("not a recorded outcome");
        }
        String flags = String.valueOf(all.get("flags"));
        Map<String, Object> result = mapping(all.get("result"));
        LINES.forEach((stream, flag) -> {
            if (flags.contains(flag)) {
                result.put(stream + "_lines", new TextLines(String.valueOf(result.get(stream))));
            }
        });
        List<Effect> effects = new ArrayList<>();
        if (all.get("effects") instanceof List<?> list) {
            list.forEach(each -> effects.add(effect((Map<?, ?>) each)));
        }
        return new RecordedOutcome(
                result, flags.contains("c"), flags.contains("f"), flags.contains("s"), effects, flags.contains("o"));
    }

    private static Effect effect(Map<?, ?> all) {
        Map<String, Object> values = mapping(all.get("values"));
        String name = String.valueOf(all.get("name"));
        String flags = String.valueOf(all.get("flags"));
        return switch (String.valueOf(all.get("kind"))) {
            case "set" -> new Effect.SetFacts(values, false);
            case "facts" -> new Effect.SetFacts(values, true);
            case "include" -> new Effect.IncludeVariables(values);
            case "host" -> new Effect.AddHost(name, words(all.get("groups")), values);
            case "group" -> new Effect.JoinGroup(name, words(all.get("groups")));
            case "meta" -> new Effect.Meta(name);
            case "statistics" -> new Effect.SetStatistics(values, flags.contains("h"), flags.contains("a"));
            default -> throw new IllegalArgumentException("not a recorded effect: " + all.get("kind"));
        };
    }

    @SuppressWarnings("NullAway") // values may be null, as in YAML
    static Map<String, Object> mapping(@Nullable Object value) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> all.put(String.valueOf(key), each));
        }
        return all;
    }

    private static List<String> words(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
