package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Attributes;
import io.nightshift.playbooks.template.python.Callable;
import io.nightshift.playbooks.template.python.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Templates that extend others: the child's blocks take the place of its parent's. */
final class Inheritance {
    private static final String PARENT = " parent";

    /** What {@code extends} leaves in the frame for the end of its template. */
    private record Parent(Statement body) {}

    private Inheritance() {}

    /** Runs a template and then its parents; only the last one prints. */
    static void run(Statement body, Evaluation evaluation, Sink out) {
        Switch printed = new Switch(out);
        evaluation.frame().set("self", new Self(evaluation));
        Statement next = body;
        while (next != null) {
            evaluation.frame().set(PARENT, null);
            printed.on = true;
            evaluation.frame().set(Switch.NAME, printed);
            next.run(evaluation, printed);
            next = evaluation.frame().get(PARENT) instanceof Parent parent ? parent.body : null;
        }
    }

    static Statement extend(Place place, Expression name, Syntax syntax) {
        return (evaluation, out) -> {
            Compiler.Compiled<Statement> parent =
                    Inclusion.load(evaluation, place, Text.of(name.evaluate(evaluation)), syntax);
            evaluation.work().step(place);
            evaluation.frame().set(PARENT, new Parent(parent.body()));
            if (evaluation.frame().get(Switch.NAME) instanceof Switch printed) {
                printed.on = false;
            }
        };
    }

    static Statement block(Place place, String name, Statement body, boolean scoped) {
        return (evaluation, out) -> {
            evaluation.addBlock(name, body);
            boolean child = evaluation.frame().get(PARENT) instanceof Parent;
            if (!child) {
                show(evaluation, place, name, 0, out);
            }
        };
    }

    private static void show(Evaluation evaluation, Place place, String name, int level, Sink out) {
        List<Statement> bodies = evaluation.blocks().getOrDefault(name, List.of());
        Frame inner = new Frame(evaluation.frame());
        inner.set(
                "super",
                level + 1 < bodies.size()
                        ? (Callable) arguments -> text(evaluation, place, name, level + 1)
                        : Undefined.at(place, "the block `" + name + "` has no parent", null));
        evaluation.work().down(place);
        Frame before = evaluation.enter(inner);
        bodies.get(level).run(evaluation, out);
        evaluation.leave(before);
        evaluation.work().up();
    }

    private static String text(Evaluation evaluation, Place place, String name, int level) {
        TextSink out = new TextSink();
        show(evaluation, place, name, level, out);
        return out.toString();
    }

    /** The variable {@code self}: prints a block once more. */
    private record Self(Evaluation evaluation) implements Attributes {
        @Override
        public boolean hasAttribute(String name) {
            return evaluation.blocks().containsKey(name);
        }

        @Override
        public @Nullable Object attribute(String name) {
            return (Callable) arguments -> text(evaluation, evaluation.place(), name, 0);
        }
    }

    /** Swallows what a child prints outside of its blocks. */
    private static final class Switch implements Sink {
        static final String NAME = " printed";

        private final Sink out;
        private boolean on = true;

        Switch(Sink out) {
            this.out = out;
        }

        @Override
        public void text(String text) {
            if (on) {
                out.text(text);
            }
        }

        @Override
        public void value(@Nullable Object value) {
            if (on) {
                out.value(value);
            }
        }
    }
}
