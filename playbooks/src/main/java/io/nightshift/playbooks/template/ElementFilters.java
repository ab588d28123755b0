package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Parameters;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Truth;
import io.nightshift.playbooks.template.python.Unreadable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code map}, {@code select} and their kin: another filter or test for each item. */
final class ElementFilters {
    private ElementFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.add("map", "*args **kwargs", ElementFilters::map)
                .add("select", "*args **kwargs", (value, a, e) -> chosen(value, a, e, false, true))
                .add("reject", "*args **kwargs", (value, a, e) -> chosen(value, a, e, false, false))
                .add("selectattr", "*args **kwargs", (value, a, e) -> chosen(value, a, e, true, true))
                .add("rejectattr", "*args **kwargs", (value, a, e) -> chosen(value, a, e, true, false));
    }

    private static Object map(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        NewList mapped = new NewList();
        Place place = evaluation.place();
        if (arguments.positional().isEmpty()) {
            Object attribute = arguments.named().get("attribute");
            if (attribute == null) {
                throw new PythonException("`map` needs the name of a filter, or `attribute='…'`");
            }
            for (Object item : Items.of(value)) {
                evaluation.step(place);
                Object part = Access.path(place, item, attribute);
                mapped.add(
                        part instanceof Undefined && arguments.named().containsKey("default")
                                ? arguments.named().get("default")
                                : part);
            }
            return mapped;
        }
        String name = Names.plain(Text.of(arguments.positional().get(0)));
        Registry.Entry<Filter> filter = evaluation.filters().get(name);
        Arguments inner = filter.parameters().bind(name, rest(arguments, 1), arguments.named());
        for (Object item : Items.of(value)) {
            evaluation.step(place);
            if (item instanceof Unreadable unreadable && !filter.tolerant()) {
                throw unreadable.whenRead();
            }
            mapped.add(filter.function().apply(item, inner, evaluation.at(place)));
        }
        return mapped;
    }

    private static List<@Nullable Object> rest(Arguments arguments, int from) {
        return arguments.positional().subList(from, arguments.positional().size());
    }

    private static Object chosen(
            @Nullable Object value, Arguments arguments, Evaluation evaluation, boolean byAttribute, boolean keep) {
        int first = byAttribute ? 1 : 0;
        if (arguments.positional().size() < first) {
            throw new PythonException("`" + arguments.callee() + "` needs the name of an attribute");
        }
        Place place = evaluation.place();
        Object attribute = byAttribute ? arguments.positional().get(0) : null;
        boolean tested = arguments.positional().size() > first;
        String name = tested ? Names.plain(Text.of(arguments.positional().get(first))) : "";
        Registry.Entry<Test> test = tested
                ? evaluation.tests().get(name)
                : new Registry.Entry<>((item, a, e) -> Truth.of(item), Parameters.NONE, false);
        Arguments inner = test.parameters()
                .bind(name, tested ? rest(arguments, first + 1) : List.of(), tested ? arguments.named() : Map.of());
        NewList kept = new NewList();
        for (Object item : Items.of(value)) {
            evaluation.step(place);
            Object part = attribute == null ? item : Access.path(place, item, attribute);
            if (part instanceof Unreadable unreadable && !(test.tolerant() && unreadable instanceof Undefined)) {
                throw unreadable.whenRead();
            }
            if (test.function().holds(part, inner, evaluation) == keep) {
                kept.add(item);
            }
        }
        return kept;
    }
}
