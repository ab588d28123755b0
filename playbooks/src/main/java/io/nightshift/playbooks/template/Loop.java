package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Attributes;
import io.nightshift.playbooks.template.python.Callable;
import io.nightshift.playbooks.template.python.Order;
import io.nightshift.playbooks.template.python.PythonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}: where a loop is. Calling it runs a recursive loop over other items. */
final class Loop implements Attributes, Callable {
    private final List<@Nullable Object> items;
    private final int depth;
    private final @Nullable For again;
    private final Evaluation evaluation;
    private int index;
    private @Nullable List<@Nullable Object> last;

    Loop(List<@Nullable Object> items, int depth, @Nullable For again, Evaluation evaluation) {
        this.items = items;
        this.depth = depth;
        this.again = again;
        this.evaluation = evaluation;
    }

    void at(int turn) {
        index = turn;
    }

    @Override
    public boolean hasAttribute(String name) {
        return switch (name) {
            case "index",
                    "index0",
                    "revindex",
                    "revindex0",
                    "first",
                    "last",
                    "length",
                    "depth",
                    "depth0",
                    "previtem",
                    "nextitem",
                    "cycle",
                    "changed" -> true;
            default -> false;
        };
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "index" -> index + 1L;
            case "index0" -> (long) index;
            case "revindex" -> (long) items.size() - index;
            case "revindex0" -> items.size() - index - 1L;
            case "first" -> index == 0;
            case "last" -> index == items.size() - 1;
            case "length" -> (long) items.size();
            case "depth" -> (long) depth;
            case "depth0" -> depth - 1L;
            case "previtem" -> index == 0 ? Undefined.named("loop.previtem") : items.get(index - 1);
            case "nextitem" -> index == items.size() - 1 ? Undefined.named("loop.nextitem") : items.get(index + 1);
            case "cycle" -> (Callable) this::cycle;
            default -> (Callable) this::changed;
        };
    }

    private @Nullable Object cycle(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            throw new PythonException("`loop.cycle` needs values to go through");
        }
        return arguments.positional().get(index % arguments.positional().size());
    }

    private @Nullable Object changed(Arguments arguments) {
        boolean same = last != null && Order.equal(last, arguments.positional());
        last = arguments.positional();
        return !same;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        if (again == null) {
            throw new PythonException("`loop` can only be called in a loop that ends with `recursive`");
        }
        TextSink out = new TextSink();
        evaluation.work().down(again.place());
        Frame before = evaluation.frame();
        again.over(arguments.positional().get(0), evaluation, out, depth + 1);
        evaluation.leave(before);
        evaluation.work().up();
        return out.toString();
    }
}
