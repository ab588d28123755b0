package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.PythonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands left of {@code =} in a set, or before {@code in} in a loop. */
@FunctionalInterface
interface Target {
    void assign(Evaluation evaluation, @Nullable Object value);

    static Target name(String name) {
        return (evaluation, value) -> evaluation.frame().set(name, value);
    }

    /** An attribute of a namespace. */
    static Target namespace(Place place, String namespace, String attribute) {
        return (evaluation, value) -> {
            if (!(evaluation.variable(namespace, place) instanceof Namespace names)) {
                throw new Failure(
                        place,
                        "`" + namespace + "` is not a namespace, so `" + namespace + "." + attribute
                                + "` cannot be set",
                        null);
            }
            names.set(attribute, value);
        };
    }

    static Target several(Place place, List<Target> targets) {
        return (evaluation, value) -> {
            List<@Nullable Object> items;
            try {
                items = Items.of(value);
            } catch (PythonException problem) {
                throw new Failure(place, "cannot be taken apart: " + problem.getMessage(), problem.hint());
            }
            if (items.size() != targets.size()) {
                throw new Failure(place, targets.size() + " names for " + items.size() + " values", null);
            }
            for (int i = 0; i < targets.size(); i++) {
                targets.get(i).assign(evaluation, items.get(i));
            }
        };
    }
}
