package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Truth;
import io.nightshift.playbooks.template.python.Types;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Defaults and conversions. */
final class BasicFilters {
    private BasicFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.addTolerant("default d", "default_value boolean", BasicFilters::otherwise)
                .addTolerant("mandatory", "msg", BasicFilters::mandatory)
                .addTolerant("type_debug", "", (value, a, e) -> Types.name(value))
                .add("string", "", (value, a, e) -> Text.of(value))
                .add("list", "", (value, a, e) -> new NewList(Items.of(value)))
                .add("bool", "", (value, a, e) -> bool(value))
                .add("int", "default base", (value, a, e) -> integer(value, a))
                .add("float", "default", (value, a, e) -> decimal(value, a.get("default", 0.0)))
                .add("length count", "", (value, a, e) -> (long) Items.length(value))
                .add("ternary", "true_val false_val none_val", BasicFilters::ternary);
    }

    private static @Nullable Object otherwise(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        if (value instanceof KnownAfterApply) {
            return value;
        }
        boolean empty = value instanceof Undefined || (arguments.flag("boolean", false) && !Truth.of(value));
        return empty ? arguments.get("default_value", "") : value;
    }

    private static @Nullable Object mandatory(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        if (value instanceof Undefined undefined) {
            String message = arguments.hasValue("msg")
                    ? arguments.text("msg", "")
                    : "a mandatory variable is missing: " + undefined;
            throw new PythonException(message, undefined.hint());
        }
        return value;
    }

    private static @Nullable Object bool(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof String text) {
            return List.of("yes", "on", "1", "true").contains(text.toLowerCase(Locale.ROOT));
        }
        return Numbers.isNumber(value) && Numbers.decimal(value) == 1;
    }

    private static @Nullable Object integer(@Nullable Object value, Arguments arguments) {
        Object otherwise = arguments.get("default", 0L);
        if (value instanceof String text) {
            Object whole = Numbers.parseInteger(text, arguments.integer("base", 10));
            Double decimal = whole == null ? Numbers.parseDecimal(text) : null;
            return whole != null
                    ? whole
                    : decimal != null && !decimal.isNaN() && !decimal.isInfinite()
                            ? Numbers.truncate(decimal)
                            : otherwise;
        }
        if (value instanceof Double number) {
            return number.isNaN() || number.isInfinite() ? otherwise : Numbers.truncate(number);
        }
        return value instanceof Boolean bool ? (Object) (bool ? 1L : 0L) : Numbers.isNumber(value) ? value : otherwise;
    }

    private static @Nullable Object decimal(@Nullable Object value, @Nullable Object otherwise) {
        if (value instanceof String text) {
            Double number = Numbers.parseDecimal(text);
            return number == null ? otherwise : number;
        }
        return value != null && Numbers.isNumber(value) ? (Object) Numbers.decimal(value) : otherwise;
    }

    private static @Nullable Object ternary(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        if (value == null && arguments.hasValue("none_val")) {
            return arguments.get("none_val");
        }
        return Truth.of(value) ? arguments.required("true_val") : arguments.required("false_val");
    }
}
