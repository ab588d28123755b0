package io.nightshift.inventory.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A piece of YAML that knows where it was written. Aliases and merge keys are already resolved. */
public sealed interface YamlNode {

    Position position();

    /**
     * The plain value: null, Boolean, Long, BigInteger, Double, String, {@link Source}, or an unmodifiable List or Map
     * of these.
     */
    @Nullable
    Object toValue();

    /** What kind of thing this is, in a technician's words, for messages: "a list", "text" ... */
    String kind();

    /** How a scalar was tagged. */
    enum Tag {
        /** No tag, or one of YAML's own such as {@code !!str}. */
        PLAIN,
        /** {@code !unsafe}: text that is never a template. */
        UNSAFE,
        /** {@code !vault}: the value is the opened secret, which is data and never a template. */
        VAULT
    }

    /**
     * A single value. {@code value} is null, Boolean, Long, BigInteger, Double or String, resolved like PyYAML does
     * (YAML 1.1); {@code text} is what was written, without quotes.
     */
    record Scalar(
            Position position, @Nullable Object value, String text, boolean quoted, Tag tag, Position textPosition)
            implements YamlNode {

        public Scalar(Position position, @Nullable Object value, String text, boolean quoted, Tag tag) {
            this(position, value, text, quoted, tag, position);
        }

        @Override
        public @Nullable Object toValue() {
            if (tag == Tag.PLAIN && value instanceof String string) {
                return Source.of(string, textPosition);
            }
            return value;
        }

        public boolean isNull() {
            return value == null;
        }

        @Override
        public String kind() {
            if (value == null) {
                return "nothing";
            }
            if (value instanceof Boolean) {
                return "a truth value";
            }
            return value instanceof Number ? "a number" : "text";
        }
    }

    /** A list. */
    record Sequence(Position position, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public List<@Nullable Object> toValue() {
            List<@Nullable Object> values = new ArrayList<>(items.size());
            items.forEach(item -> values.add(item.toValue()));
            return Collections.unmodifiableList(values);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys with values, in the order written; a key occurs once. */
    record Mapping(Position position, List<Entry> entries) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<YamlNode> get(String key) {
            return entry(key).map(Entry::value);
        }

        public Optional<Entry> entry(String key) {
            for (Entry entry : entries) {
                if (entry.key().text().equals(key)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }

        public boolean has(String key) {
            return entry(key).isPresent();
        }

        public List<String> keys() {
            return entries.stream().map(entry -> entry.key().text()).toList();
        }

        @Override
        public Map<String, @Nullable Object> toValue() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>(entries.size() * 2);
            entries.forEach(
                    entry -> values.put(entry.key().text(), entry.value().toValue()));
            return Collections.unmodifiableMap(values);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** One key of a mapping with its value. */
    record Entry(Scalar key, YamlNode value) {}
}
