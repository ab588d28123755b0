package io.nightshift.playbooks.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements with a body that is not printed as it is. */
final class Blocks {
    private static final String CAPTURED_NAME = " captured";

    /** The text of the body, as the input of the first filter, or the result of the filter before. */
    static final Expression CAPTURED = evaluation -> evaluation.frame().get(CAPTURED_NAME);

    private Blocks() {}

    /** The text a body prints, through a chain of filters. */
    static @Nullable Object captured(Evaluation evaluation, Statement body, Expression[] filters) {
        TextSink text = new TextSink();
        Frame before = evaluation.enter(new Frame(evaluation.frame()));
        try {
            body.run(evaluation, text);
            Object value = text.toString();
            for (Expression filter : filters) {
                evaluation.frame().set(CAPTURED_NAME, value);
                value = filter.evaluate(evaluation);
            }
            return value;
        } finally {
            evaluation.leave(before);
        }
    }

    static Statement with(List<Target> targets, List<Expression> values, Statement body) {
        return (evaluation, out) -> {
            Frame inner = new Frame(evaluation.frame());
            Frame outer = evaluation.frame();
            try {
                for (int i = 0; i < targets.size(); i++) {
                    Object value = values.get(i).evaluate(evaluation);
                    evaluation.enter(inner);
                    targets.get(i).assign(evaluation, value);
                    evaluation.leave(outer);
                }
                evaluation.enter(inner);
                body.run(evaluation, out);
            } finally {
                evaluation.leave(outer);
            }
        };
    }

    /** Calls a macro that finds the body of the call block under the name {@code caller}. */
    static @Nullable Object callWith(Evaluation evaluation, Expression called, Macro caller) {
        Frame before = evaluation.enter(new Frame(evaluation.frame()));
        try {
            evaluation.frame().set(Macro.CALLER, caller);
            return called.evaluate(evaluation);
        } finally {
            evaluation.leave(before);
        }
    }
}
