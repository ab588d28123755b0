package io.nightshift.core.window;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes texts out of YAML for windows, and reports whatever is none. */
final class Fields {
    private final Diagnostics problems;

    Fields(Diagnostics problems) {
        this.problems = problems;
    }

    /** @param what one of the things wanted, with its article, for messages */
    Optional<YamlNode.Scalar> text(YamlNode node, String what) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
            problems.error(node.position(), 1, "this should be " + what + ", but it is " + node.kind(), null);
            return Optional.empty();
        }
        if (Source.isTemplate(scalar.text())) {
            problems.error(
                    scalar,
                    "a template cannot stand here",
                    "windows are read before any host is known, so write " + what + " itself");
            return Optional.empty();
        }
        return Optional.of(scalar);
    }

    /** The texts of a list, the one text that stands alone, or none for an empty list or nothing. */
    List<YamlNode.Scalar> texts(@Nullable YamlNode node, String what) {
        List<YamlNode.Scalar> texts = new ArrayList<>();
        if (node instanceof YamlNode.Sequence list) {
            list.items().forEach(item -> text(item, what).ifPresent(texts::add));
        } else if (node != null && !(node instanceof YamlNode.Scalar nothing && nothing.isNull())) {
            text(node, what + " or a list").ifPresent(texts::add);
        }
        return texts;
    }
}
