package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Bounds;
import io.nightshift.playbooks.template.python.Callable;
import io.nightshift.playbooks.template.python.DateTime;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.MapBuilder;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.Parameters;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.TimeFormat;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names that every expression knows: {@code lookup}, {@code range}, {@code now} … A variable of the same name hides them. */
final class Globals {

    /** The value, or {@link Frame#ABSENT}. */
    @Nullable
    Object get(String name, Evaluation evaluation) {
        return switch (name) {
            case "lookup" -> (Callable) arguments -> Looking.up(arguments, false, evaluation);
            case "query", "q" -> (Callable) arguments -> Looking.up(arguments, true, evaluation);
            case "range" -> (Callable) Globals::range;
            case "dict" -> (Callable) MapBuilder::dict;
            case "namespace" -> (Callable) Globals::namespace;
            case "now" -> now(evaluation);
            case "undef" ->
                declared(
                        "hint",
                        arguments -> Undefined.at(
                                evaluation.place(),
                                arguments.hasValue("hint") ? arguments.text("hint", "") : "this variable must be set",
                                null));
            case "joiner" -> (Callable) Globals::joiner;
            case "cycler" -> (Callable) Cycler::new;
            case "omit" -> Omit.VALUE;
            case "vars" -> variables(evaluation);
            default -> Frame.ABSENT;
        };
    }

    private static Callable declared(String parameters, Callable body) {
        Parameters names = Parameters.of(parameters);
        return new Callable() {
            @Override
            public @Nullable Object call(Arguments arguments) {
                return body.call(arguments);
            }

            @Override
            public Parameters parameters() {
                return names;
            }
        };
    }

    private static Object range(Arguments arguments) {
        List<@Nullable Object> given = arguments.positional();
        if (given.isEmpty() || given.size() > 3) {
            throw new PythonException("`range` takes one to three whole numbers");
        }
        long from = given.size() == 1 ? 0 : Numbers.index(given.get(0));
        long to = Numbers.index(given.get(given.size() == 1 ? 0 : 1));
        long step = given.size() == 3 ? Numbers.index(given.get(2)) : 1;
        if (step == 0) {
            throw new PythonException("`range` cannot go in steps of 0");
        }
        long count = Math.max(0, (to - from + step - Long.signum(step)) / step);
        Bounds.items(count);
        NewList numbers = new NewList((int) count);
        for (long i = 0; i < count; i++) {
            numbers.add(from + i * step);
        }
        return numbers;
    }

    private static Object namespace(Arguments arguments) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (!arguments.positional().isEmpty() && arguments.positional().get(0) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.put(Text.of(name), value));
        }
        values.putAll(arguments.named());
        return new Namespace(values);
    }

    private static Callable now(Evaluation evaluation) {
        return declared("utc fmt", arguments -> {
            ZoneId zone = arguments.flag("utc", false)
                    ? ZoneOffset.UTC
                    : evaluation.templates().clock().getZone();
            LocalDateTime time =
                    LocalDateTime.ofInstant(evaluation.templates().clock().instant(), zone);
            return arguments.hasValue("fmt")
                    ? TimeFormat.format(arguments.text("fmt", ""), time.atZone(zone))
                    : new DateTime(time, zone);
        });
    }

    private static Object joiner(Arguments arguments) {
        Object separator = arguments.positional().isEmpty()
                ? arguments.named().getOrDefault("sep", ", ")
                : arguments.positional().get(0);
        boolean[] used = new boolean[1];
        return (Callable) unused -> {
            boolean first = !used[0];
            used[0] = true;
            return first ? "" : separator;
        };
    }

    private static Object variables(Evaluation evaluation) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (String name : evaluation.scope().names()) {
            all.put(name, evaluation.scope().get(name));
        }
        Object view = evaluation.templates().lazy(all, evaluation.scope());
        return view == null ? Items.MISSING : view;
    }
}
