package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.PythonRegex;
import io.nightshift.playbooks.template.python.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lookups of variables, of the environment, and of templates. */
final class VariableLookups {
    private VariableLookups() {}

    static void addTo(Lookups lookups) {
        lookups.withTemplates(
                        "vars", templates -> (terms, options, scope) -> variables(templates, terms, options, scope))
                .with("varnames", (terms, options, scope) -> names(terms, scope))
                .with("env", (terms, options, scope) -> environment(terms, options))
                .withTemplates(
                        "template", templates -> (terms, options, scope) -> rendered(templates, terms, options, scope));
    }

    private static Object variables(
            Templates templates, List<@Nullable Object> terms, Map<String, @Nullable Object> options, Scope scope) {
        NewList values = new NewList();
        for (Object term : terms) {
            String name = Text.of(term);
            if (scope.has(name)) {
                values.add(templates.open(scope.get(name), scope, name));
            } else if (options.containsKey("default")) {
                values.add(options.get("default"));
            } else {
                throw new UndefinedException(
                        io.nightshift.inventory.yaml.Position.NONE,
                        "there is no variable `" + name + "`",
                        io.nightshift.inventory.yaml.DidYouMean.closest(name, scope.names())
                                .map(word -> "did you mean `" + word + "`?")
                                .orElse(null));
            }
        }
        return values;
    }

    private static Object names(List<@Nullable Object> terms, Scope scope) {
        NewList found = new NewList();
        for (Object term : terms) {
            PythonRegex pattern = PythonRegex.of(Text.of(term), false, false);
            for (String name : new java.util.ArrayList<>(scope.names())) {
                if (pattern.matcher(name).find()) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    private static Object environment(List<@Nullable Object> terms, Map<String, @Nullable Object> options) {
        NewList values = new NewList();
        for (Object term : terms) {
            String value = System.getenv(Text.of(term));
            values.add(value == null ? options.getOrDefault("default", "") : value);
        }
        return values;
    }

    private static Object rendered(
            Templates templates, List<@Nullable Object> terms, Map<String, @Nullable Object> options, Scope scope) {
        NewList texts = new NewList();
        Scope inner = options.get("template_vars") instanceof Map<?, ?> more ? with(more, scope) : scope;
        for (Object term : terms) {
            Path file = ControllerFiles.find("templates", Text.of(term), scope)
                    .orElseThrow(() -> new LookupException(
                            "there is no template file `" + Text.of(term) + "`",
                            "looked in: " + String.join(", ", ControllerFiles.folders("templates", scope))));
            Syntax syntax = Syntax.FILE;
            for (Map.Entry<String, @Nullable Object> option : options.entrySet()) {
                boolean mark =
                        option.getKey().endsWith("_string") || option.getKey().endsWith("_blocks");
                syntax = mark ? syntax.with(option.getKey(), Text.of(option.getValue())) : syntax;
            }
            texts.add(templates.renderText(ControllerFiles.read(file), file.toString(), syntax, inner));
        }
        return texts;
    }

    private static Scope with(Map<?, ?> more, Scope scope) {
        return new Scope() {
            @Override
            public @Nullable Object get(String name) {
                return more.containsKey(name) ? more.get(name) : scope.get(name);
            }

            @Override
            public boolean has(String name) {
                return more.containsKey(name) || scope.has(name);
            }

            @Override
            public java.util.Collection<String> names() {
                TreeSet<String> names = new TreeSet<>(scope.names());
                more.keySet().forEach(name -> names.add(Text.of(name)));
                return names;
            }
        };
    }
}
