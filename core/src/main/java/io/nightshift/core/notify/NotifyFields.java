package io.nightshift.core.notify;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes mappings and texts out of YAML, and reports whatever is none or has keys that nobody knows. */
final class NotifyFields {
    private final Diagnostics problems;

    NotifyFields(Diagnostics problems) {
        this.problems = problems;
    }

    /** @param keys all it may have */
    Optional<YamlNode.Mapping> mapping(YamlNode node, String what, List<String> keys) {
        if (!(node instanceof YamlNode.Mapping parts)) {
            problems.error(
                    node.position(),
                    1,
                    what + " should be a mapping, but it is " + node.kind(),
                    "it has " + String.join(", ", keys));
            return Optional.empty();
        }
        for (YamlNode.Entry part : parts.entries()) {
            if (!keys.contains(part.key().text())) {
                unknown(part.key(), "there is no `" + part.key().text() + "` here", keys);
            }
        }
        return Optional.of(parts);
    }

    void unknown(YamlNode.Scalar word, String message, List<String> known) {
        problems.error(word, message, DidYouMean.hint(word.text(), known, "it is one of " + String.join(", ", known)));
    }

    /** @param what one of the things wanted, with its article, for messages */
    Optional<YamlNode.Scalar> text(YamlNode node, String what) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
            problems.error(node.position(), 1, "this should be " + what + ", but it is " + node.kind(), null);
            return Optional.empty();
        }
        return Optional.of(scalar);
    }

    /** The texts of a list, or the one text that stands alone. */
    List<YamlNode.Scalar> texts(Optional<YamlNode> node, String what) {
        List<YamlNode.Scalar> texts = new ArrayList<>();
        node.ifPresent(it -> {
            if (it instanceof YamlNode.Sequence list) {
                list.items().forEach(item -> text(item, what).ifPresent(texts::add));
            } else {
                text(it, what + " or a list").ifPresent(texts::add);
            }
        });
        return texts;
    }

    /** A truth value, false where nothing is said. */
    boolean truth(YamlNode.Mapping parts, String key, boolean otherwise) {
        Optional<YamlNode> node = parts.get(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        if (node.get() instanceof YamlNode.Scalar scalar && scalar.value() instanceof Boolean yes) {
            return yes;
        }
        problems.error(
                node.get().position(),
                1,
                "`" + key + "` is yes or no, not " + node.get().kind(),
                null);
        return otherwise;
    }
}
