package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Truth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loop. Every turn has its own names; what a turn sets is gone after it. */
record For(
        Place place,
        Target target,
        Expression list,
        @Nullable Expression filter,
        Statement body,
        @Nullable Statement otherwise,
        boolean recursive)
        implements Statement {

    @Override
    public void run(Evaluation evaluation, Sink out) {
        over(list.evaluate(evaluation), evaluation, out, 1);
    }

    void over(@Nullable Object value, Evaluation evaluation, Sink out, int depth) {
        List<@Nullable Object> items = selected(value, evaluation);
        if (items.isEmpty() && otherwise != null) {
            otherwise.run(evaluation, out);
            return;
        }
        Loop loop = new Loop(items, depth, recursive ? this : null, evaluation);
        Frame outer = evaluation.frame();
        try {
            for (int i = 0; i < items.size(); i++) {
                evaluation.step(place);
                Frame turn = new Frame(outer);
                evaluation.enter(turn);
                loop.at(i);
                turn.set("loop", loop);
                target.assign(evaluation, items.get(i));
                try {
                    body.run(evaluation, out);
                } catch (Loops.Jump jump) {
                    if (jump.leaves()) {
                        break;
                    }
                }
            }
        } finally {
            evaluation.leave(outer);
        }
    }

    private List<@Nullable Object> selected(@Nullable Object value, Evaluation evaluation) {
        List<@Nullable Object> items;
        try {
            items = Items.of(value);
        } catch (PythonException problem) {
            throw Operations.at(place, problem);
        }
        if (filter == null) {
            return items instanceof io.nightshift.playbooks.template.python.NewList ? new ArrayList<>(items) : items;
        }
        List<@Nullable Object> kept = new ArrayList<>();
        Frame outer = evaluation.enter(new Frame(evaluation.frame()));
        for (Object item : items) {
            evaluation.step(place);
            target.assign(evaluation, item);
            if (Truth.of(filter.evaluate(evaluation))) {
                kept.add(item);
            }
        }
        evaluation.leave(outer);
        return kept;
    }
}
