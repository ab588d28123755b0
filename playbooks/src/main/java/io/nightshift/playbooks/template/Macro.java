package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Attributes;
import io.nightshift.playbooks.template.python.Callable;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.NewMap;
import io.nightshift.playbooks.template.python.Tuple;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A macro: text with parameters. Sees the names of the place where it was written. */
final class Macro implements Callable, Attributes {
    /** Where a call block leaves its body for the macro it calls; not a name that a template could write. */
    static final String CALLER = " caller";

    private final String name;
    private final Map<String, @Nullable Expression> parameters;
    private final Statement body;
    private final Evaluation evaluation;
    private final Frame closure;
    private final Place place;

    Macro(
            String name,
            Map<String, @Nullable Expression> parameters,
            Statement body,
            Evaluation evaluation,
            Place place) {
        this.name = name;
        this.parameters = parameters;
        this.body = body;
        this.evaluation = evaluation;
        this.closure = evaluation.frame();
        this.place = place;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        Object caller = evaluation.frame().get(CALLER);
        Frame inner = new Frame(closure);
        inner.set("caller", caller == Frame.ABSENT ? Undefined.named("caller") : caller);
        inner.set(CALLER, Undefined.named("caller"));
        evaluation.work().down(place);
        Frame before = evaluation.enter(inner);
        try {
            bind(arguments, inner);
            TextSink out = new TextSink();
            body.run(evaluation, out);
            return out.toString();
        } finally {
            evaluation.leave(before);
            evaluation.work().up();
        }
    }

    private void bind(Arguments arguments, Frame inner) {
        List<@Nullable Object> positional = arguments.positional();
        NewMap named = new NewMap(arguments.named());
        int index = 0;
        for (Map.Entry<String, @Nullable Expression> parameter : parameters.entrySet()) {
            String parameterName = parameter.getKey();
            Expression otherwise = parameter.getValue();
            if (index < positional.size()) {
                inner.set(parameterName, positional.get(index));
            } else if (named.containsKey(parameterName)) {
                inner.set(parameterName, named.remove(parameterName));
            } else if (otherwise != null) {
                inner.set(parameterName, otherwise.evaluate(evaluation));
            } else {
                inner.set(
                        parameterName,
                        Undefined.at(
                                place, "the macro `" + name + "` was called without `" + parameterName + "`", null));
            }
            index++;
        }
        if (named.containsKey("caller")) {
            inner.set("caller", named.remove("caller"));
        }
        inner.set(
                "varargs",
                positional.size() > parameters.size()
                        ? Tuple.copyOf(new NewList(positional.subList(parameters.size(), positional.size())))
                        : Tuple.of());
        inner.set("kwargs", named);
    }

    @Override
    public boolean hasAttribute(String attribute) {
        return attribute.equals("name") || attribute.equals("arguments");
    }

    @Override
    public @Nullable Object attribute(String attribute) {
        return attribute.equals("name") ? name : Tuple.copyOf(List.copyOf(parameters.keySet()));
    }
}
