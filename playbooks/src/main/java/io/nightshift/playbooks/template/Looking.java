package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs lookups: {@code lookup} joins texts with commas, {@code query} gives the list. */
final class Looking {
    private Looking() {}

    static @Nullable Object up(Arguments arguments, boolean wantsList, Evaluation evaluation) {
        List<@Nullable Object> terms = new ArrayList<>(arguments.positional());
        if (terms.isEmpty()) {
            throw new PythonException("`lookup` needs the name of a lookup");
        }
        String name = Names.plain(Text.of(terms.remove(0)));
        Lookups lookups = evaluation.templates().lookups();
        Lookup lookup = lookups.find(name, evaluation.templates())
                .orElseThrow(() -> new PythonException(
                        "there is no lookup `" + name + "`",
                        DidYouMean.closest(name, lookups.names())
                                .map(word -> "did you mean `" + word + "`?")
                                .orElse(null)));
        Map<String, @Nullable Object> options = new LinkedHashMap<>(arguments.named());
        boolean list = Truth.of(options.remove("wantlist")) || wantsList;
        String errors = Text.of(options.containsKey("errors") ? options.remove("errors") : "strict");
        options.remove("allow_unsafe");
        terms.forEach(Templates::read);
        evaluation.step(evaluation.place());
        try {
            return answer(lookup.run(terms, options, evaluation.scope()), list);
        } catch (LookupException problem) {
            if (errors.equals("ignore") || errors.equals("warn")) {
                return list ? List.of() : null;
            }
            throw new PythonException("lookup `" + name + "`: " + problem.getMessage(), problem.hint());
        }
    }

    private static @Nullable Object answer(@Nullable Object found, boolean list) {
        if (list || !(found instanceof List<?> values)) {
            return found instanceof List || !list ? found : java.util.Collections.singletonList(found);
        }
        if (values.isEmpty()) {
            return values;
        }
        if (values.stream().allMatch(String.class::isInstance)) {
            return values.stream().map(Text::of).collect(Collectors.joining(","));
        }
        return values.size() == 1 ? values.get(0) : values;
    }

    /** What {@code with_NAME: terms} goes through; a single value stands for a list of one. */
    static List<@Nullable Object> items(Templates templates, String name, @Nullable Object terms, Scope scope) {
        Lookup lookup = templates
                .lookups()
                .find(name, templates)
                .orElseThrow(() -> new PythonException(
                        "there is no lookup `" + name + "`, so `with_" + name + "` is not possible"));
        List<@Nullable Object> list = new ArrayList<>();
        if (terms instanceof List<?> several) {
            list.addAll(several);
        } else {
            list.add(terms);
        }
        Object found;
        try {
            found = lookup.run(list, Map.of(), scope);
        } catch (LookupException problem) {
            throw new PythonException("with_" + name + ": " + problem.getMessage(), problem.hint());
        }
        return Items.of(Results.plain(found instanceof List ? found : java.util.Collections.singletonList(found)));
    }
}
