package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Attributes;
import io.nightshift.playbooks.template.python.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Templates that bring in other template files. */
final class Inclusion {
    /** An imported template: its macros and the names it set. */
    private record Module(String file, Map<String, @Nullable Object> names) implements Attributes {
        @Override
        public boolean hasAttribute(String name) {
            return names.containsKey(name) && !name.startsWith("_");
        }

        @Override
        public @Nullable Object attribute(String name) {
            return names.get(name);
        }
    }

    private Inclusion() {}

    static Compiler.Compiled<Statement> load(Evaluation evaluation, Place place, String name, Syntax syntax) {
        return find(evaluation, place, name, syntax)
                .orElseThrow(() -> new Failure(
                        place,
                        "there is no template file `" + name + "`",
                        "looked in: " + String.join(", ", ControllerFiles.folders("templates", evaluation.scope()))));
    }

    private static Optional<Compiler.Compiled<Statement>> find(
            Evaluation evaluation, Place place, String name, Syntax syntax) {
        Syntax included = syntax.with("keep_trailing_newline", "false");
        String from = place.unit().file();
        return ControllerFiles.template(name, from, evaluation.scope())
                .map(file ->
                        evaluation.templates().compiler().file(ControllerFiles.read(file), file.toString(), included));
    }

    static Statement include(Place place, Expression name, Syntax syntax, boolean optional, boolean context) {
        return (evaluation, out) -> {
            Object value = name.evaluate(evaluation);
            List<?> names = value instanceof List<?> list ? list : java.util.Collections.singletonList(value);
            for (Object each : names) {
                Optional<Compiler.Compiled<Statement>> found = find(evaluation, place, Text.of(each), syntax);
                if (found.isPresent()) {
                    run(found.get(), place, evaluation, out, context);
                    return;
                }
            }
            if (!optional) {
                load(evaluation, place, Text.of(names.isEmpty() ? "" : names.get(0)), syntax);
            }
        };
    }

    private static Frame run(
            Compiler.Compiled<Statement> template, Place place, Evaluation evaluation, Sink out, boolean context) {
        Scope scope = context ? evaluation.scope() : Scope.of(Map.of());
        Evaluation inner = new Evaluation(evaluation.templates(), scope, evaluation.work(), template.unit());
        Frame frame = new Frame(context ? evaluation.frame() : null);
        inner.enter(frame);
        evaluation.work().down(place);
        Inheritance.run(template.body(), inner, out);
        evaluation.work().up();
        return frame;
    }

    static Object module(Evaluation evaluation, Place place, Expression name, Syntax syntax, boolean context) {
        String file = Text.of(name.evaluate(evaluation));
        Frame frame = run(load(evaluation, place, file, syntax), place, evaluation, new TextSink(), context);
        return new Module(file, new HashMap<>(frame.own()));
    }

    static Statement importNames(
            Place place, Expression name, Syntax syntax, Map<String, String> wanted, boolean context) {
        return (evaluation, out) -> {
            Module module = (Module) module(evaluation, place, name, syntax, context);
            wanted.forEach((as, original) -> evaluation
                    .frame()
                    .set(
                            as,
                            module.hasAttribute(original)
                                    ? module.attribute(original)
                                    : Undefined.at(place, "`" + module.file + "` has no `" + original + "`", null)));
        };
    }
}
