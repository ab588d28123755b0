package io.nightshift.inventory.yaml;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Gives scalars their value and their tag's meaning. */
final class ScalarBuilder {
    private static final String YAML_TAG = "tag:yaml.org,2002:";
    private static final Tag UNQUOTED = new Tag("!nightshift-unquoted");
    private static final Set<String> VAULT_TAGS = Set.of("!vault", "!vault-encrypted");
    private static final List<String> KNOWN_TAGS = List.of("!vault", "!unsafe");
    private static final Pattern PROPERTIES = Pattern.compile("(?:[!&]\\S*\\s+)*");

    private final String file;
    private final Diagnostics problems;
    private final SourceLines lines;
    private final @Nullable VaultOpener vault;
    private final boolean fromVault;

    ScalarBuilder(
            String file, Diagnostics problems, SourceLines lines, @Nullable VaultOpener vault, boolean fromVault) {
        this.file = file;
        this.problems = problems;
        this.lines = lines;
        this.vault = vault;
        this.fromVault = fromVault;
    }

    /** Leaves the value of unquoted scalars to {@link YamlScalars}. */
    static final class Unresolved extends Resolver {
        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            if (kind == NodeId.scalar) {
                return implicit ? UNQUOTED : Tag.STR;
            }
            return kind == NodeId.sequence ? Tag.SEQ : Tag.MAP;
        }
    }

    boolean isUnsafe(Node node) {
        return node.getTag().getValue().equals("!unsafe");
    }

    boolean isMergeKey(Node node) {
        return node instanceof ScalarNode scalar
                && (node.getTag().equals(UNQUOTED) || node.getTag().equals(Tag.MERGE))
                && scalar.getValue().equals("<<");
    }

    boolean isFlow(MappingNode node) {
        return node.getFlowStyle() == FlowStyle.FLOW;
    }

    void checkCollectionTag(Node node, String expected) {
        String tag = node.getTag().getValue();
        if (!tag.equals(YAML_TAG + expected) && !tag.equals("!unsafe")) {
            refuseTag(node, tag);
        }
    }

    YamlNode.Scalar buildKey(ScalarNode node) {
        YamlNode.Scalar key = build(node, false);
        if (key.tag() != YamlNode.Tag.VAULT) {
            return key;
        }
        problems.error(key.position(), 1, "the key of a mapping cannot be encrypted", "encrypt the value only");
        return new YamlNode.Scalar(key.position(), null, "", false, YamlNode.Tag.PLAIN);
    }

    YamlNode.Scalar build(ScalarNode node, boolean unsafe) {
        Position position = position(node.getStartMark());
        String text = node.getValue();
        String tag = node.getTag().getValue();
        boolean quoted = node.getScalarStyle() != ScalarStyle.PLAIN;
        if (VAULT_TAGS.contains(tag)) {
            return open(node, position, text);
        }
        Object value;
        if (node.getTag().equals(UNQUOTED)) {
            value = YamlScalars.resolve(text);
        } else if (tag.equals("!unsafe") || tag.equals(YAML_TAG + "str")) {
            value = text;
        } else if (tag.startsWith(YAML_TAG)) {
            value = convert(node, tag.substring(YAML_TAG.length()), text);
        } else {
            refuseTag(node, tag);
            value = text;
        }
        if (fromVault && vault != null && value instanceof String secret) {
            vault.secretSeen(secret);
        }
        YamlNode.Tag meaning = unsafe ? YamlNode.Tag.UNSAFE : YamlNode.Tag.PLAIN;
        return new YamlNode.Scalar(position, value, text, quoted, meaning, textPosition(node, text, position));
    }

    private YamlNode.Scalar open(ScalarNode node, Position position, String text) {
        String opened = "";
        if (vault == null) {
            problems.error(
                    position,
                    node.getTag().getValue().length(),
                    "this value is encrypted with ansible-vault, and no vault password was given",
                    "give `--vault-password-file FILE`, or `--vault-id NAME@FILE`");
        } else {
            try {
                opened = vault.open(text.strip() + "\n");
                vault.secretSeen(opened);
            } catch (VaultOpener.CannotOpen e) {
                problems.error(position, node.getTag().getValue().length(), e.sentence(), e.hint());
            }
        }
        return new YamlNode.Scalar(position, opened, opened, true, YamlNode.Tag.VAULT);
    }

    private @Nullable Object convert(ScalarNode node, String type, String text) {
        Object value = switch (type) {
            case "null" -> YamlScalars.isNull(text) ? null : text;
            case "bool" -> YamlScalars.truth(text);
            case "int" -> YamlScalars.number(text) instanceof Double ? null : YamlScalars.number(text);
            case "float" -> asDouble(YamlScalars.number(text));
            default -> text;
        };
        boolean wrong = type.equals("null") ? value != null : value == null;
        if (wrong) {
            problems.error(
                    position(node.getStartMark()),
                    type.length() + 2,
                    "`" + text + "` does not fit the tag `!!" + type + "`",
                    null);
        } else if (!Set.of("null", "bool", "int", "float").contains(type)) {
            refuseTag(node, YAML_TAG + type);
        }
        return value;
    }

    private static @Nullable Double asDouble(@Nullable Number number) {
        return number == null ? null : (Double) number.doubleValue();
    }

    private void refuseTag(Node node, String tag) {
        String shown = tag.startsWith(YAML_TAG) ? "!!" + tag.substring(YAML_TAG.length()) : tag;
        problems.error(
                position(node.getStartMark()),
                shown.length(),
                "the YAML tag `" + shown + "` is not known here",
                DidYouMean.hint(shown, KNOWN_TAGS, "known tags: `!vault`, `!unsafe`, and YAML's own such as `!!str`"));
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Where the text itself begins: behind a tag or anchor, after the opening quote, on the line below a {@code |}. */
    private Position textPosition(ScalarNode node, String text, Position start) {
        if (text.indexOf('{') < 0) {
            return start;
        }
        ScalarStyle style = node.getScalarStyle();
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            return blockStart(start);
        }
        int column = start.column();
        if (node.getAnchor() != null || !node.getTag().equals(UNQUOTED)) {
            String line = lines.line(start.line()).orElse("");
            int from = line.offsetByCodePoints(0, Math.min(column - 1, line.codePointCount(0, line.length())));
            Matcher properties = PROPERTIES.matcher(line.substring(from));
            column += properties.lookingAt() ? properties.end() : 0;
        }
        return new Position(file, start.line(), style == ScalarStyle.PLAIN ? column : column + 1);
    }

    private Position blockStart(Position start) {
        for (int number = start.line() + 1; lines.line(number).isPresent(); number++) {
            String line = lines.line(number).get();
            if (!line.isBlank()) {
                int indentation = line.length() - line.stripLeading().length();
                return new Position(file, start.line() + 1, indentation + 1);
            }
        }
        return start;
    }
}
