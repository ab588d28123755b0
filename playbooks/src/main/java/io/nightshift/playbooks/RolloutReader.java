package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlNode.Mapping;
import io.nightshift.inventory.yaml.YamlNode.Scalar;
import io.nightshift.playbooks.Rollout.Limit;
import io.nightshift.playbooks.Rollout.OnAbort;
import io.nightshift.playbooks.Rollout.Trouble;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code rollout:} of a play. */
final class RolloutReader {
    private static final Set<String> ROLLOUT = Set.of("rings", "width", "health", "abort", "on_abort", "offline");
    private static final Set<String> OFFLINE = Set.of("wait", "wake");
    private static final Duration LONGEST_WAIT = Duration.ofDays(366);

    private final Input input;
    private final ItemReader items;

    RolloutReader(Input input, ItemReader items) {
        this.input = input;
        this.items = items;
    }

    Optional<Rollout> read(Mapping play, Place place) {
        YamlNode node = play.get("rollout").orElse(null);
        if (node == null || node instanceof Scalar scalar && scalar.isNull()) {
            return Optional.empty();
        }
        Optional<Mapping> mapping = input.mapping(node, "`rollout`");
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        Mapping in = mapping.get();
        input.refuseOthers(in, ROLLOUT, "`rollout`");
        List<Rollout.Ring> rings = new RingReader(input).read(in);
        if (!rings.isEmpty() && play.has("serial")) {
            input.error(
                    play.get("serial").orElseThrow(),
                    "`serial` and the rings of `rollout` both slice the hosts of this play",
                    "keep one of them; `width` says how many hosts are at work at once");
        }
        return Optional.of(new Rollout(
                in.position(),
                rings,
                width(in),
                items.items(in.get("health"), "`health`", "w", place),
                abort(in),
                onAbort(in),
                offline(in)));
    }

    private @Nullable Integer width(Mapping in) {
        YamlNode node = in.get("width").orElse(null);
        if (node == null) {
            return null;
        }
        if (node instanceof Scalar scalar && scalar.text().matches("[1-9]\\d{0,4}")) {
            return Integer.valueOf(scalar.text());
        }
        input.error(node, "`width` must be a number of hosts, not " + shown(node), "write `width: 50`");
        return null;
    }

    private Map<Trouble, Limit> abort(Mapping in) {
        Map<Trouble, Limit> limits = new EnumMap<>(Trouble.class);
        YamlNode node = in.get("abort").orElse(null);
        Optional<Mapping> mapping = node == null ? Optional.empty() : input.mapping(node, "`abort`");
        if (mapping.isEmpty()) {
            return limits;
        }
        input.refuseOthers(mapping.get(), Set.of("failed", "unhealthy", "unreachable"), "`abort`");
        for (Trouble trouble : Trouble.values()) {
            String key = trouble.name().toLowerCase(Locale.ROOT);
            mapping.get()
                    .get(key)
                    .ifPresent(value -> limit(value, "`" + key + "`").ifPresent(limit -> limits.put(trouble, limit)));
        }
        return limits;
    }

    private Optional<Limit> limit(YamlNode node, String what) {
        Optional<Limit> limit = limitOf(node);
        if (limit.isEmpty()) {
            input.error(
                    node,
                    what + " must be a number of hosts or a percentage, and more than none, not " + shown(node),
                    "write `2` or `5%`");
        }
        return limit;
    }

    /** A number of hosts or a share up to all of them; empty for anything else. */
    static Optional<Limit> limitOf(YamlNode node) {
        if (!(node instanceof Scalar scalar) || !scalar.text().matches("\\d{1,6}|\\d{1,3}(\\.\\d{1,3})?%")) {
            return Optional.empty();
        }
        boolean percent = scalar.text().endsWith("%");
        double value = Double.parseDouble(scalar.text().replace("%", ""));
        return value <= 0 || percent && value > 100 ? Optional.empty() : Optional.of(new Limit(value, percent));
    }

    private OnAbort onAbort(Mapping in) {
        Optional<String> word = input.text(in, "on_abort");
        for (OnAbort choice : OnAbort.values()) {
            if (word.isPresent() && choice.name().toLowerCase(Locale.ROOT).equals(word.get())) {
                return choice;
            }
        }
        word.ifPresent(w -> input.error(
                in.get("on_abort").orElseThrow(),
                "`" + w + "` is not a value of `on_abort`",
                "use stop (the default), undo_ring or undo_all"));
        return OnAbort.STOP;
    }

    private Rollout.@Nullable Offline offline(Mapping in) {
        YamlNode node = in.get("offline").orElse(null);
        Optional<Mapping> mapping = node == null ? Optional.empty() : input.mapping(node, "`offline`");
        if (mapping.isEmpty()) {
            return null;
        }
        Mapping offline = mapping.get();
        input.refuseOthers(offline, OFFLINE, "`offline`");
        if (!offline.has("wait")) {
            input.error(offline, "`offline` does not say how long hosts are waited for", "add `wait: 14d`");
        }
        Duration wait = time(input, offline, "wait", LONGEST_WAIT);
        return new Rollout.Offline(wait, wake(offline));
    }

    private boolean wake(Mapping offline) {
        YamlNode node = offline.get("wake").orElse(null);
        if (node != null && !(node instanceof Scalar scalar && scalar.value() instanceof Boolean)) {
            input.error(node, "`wake` must be yes or no, not " + shown(node), "write `wake: yes`");
        }
        return node instanceof Scalar scalar && Boolean.TRUE.equals(scalar.value());
    }

    /** A time that is written there; zero where it is not, and reported where it is something else. */
    static Duration time(Input input, Mapping in, String key, Duration most) {
        YamlNode node = in.get(key).orElse(null);
        if (node == null) {
            return Duration.ZERO;
        }
        Optional<Duration> time = node instanceof Scalar scalar ? TimeText.read(scalar.text()) : Optional.empty();
        if (time.isEmpty() || time.get().compareTo(most) > 0) {
            input.error(
                    node,
                    "`" + key + "` must be a time such as 30m, 2h or 14d" + ", at most " + most.toDays() + "d, not "
                            + shown(node),
                    "write a number with its unit: s, m, h, d or w");
            return Duration.ZERO;
        }
        return time.get();
    }

    static String shown(YamlNode node) {
        return node instanceof Scalar scalar && !scalar.isNull() ? "`" + scalar.text() + "`" : node.kind();
    }
}
