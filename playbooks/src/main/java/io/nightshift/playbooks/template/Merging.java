package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.NewMap;
import io.nightshift.playbooks.template.python.Order;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code combine}: later dictionaries win over earlier ones. */
public final class Merging {
    private static final Set<String> LIST_MERGES =
            Set.of("replace", "keep", "append", "prepend", "append_rp", "prepend_rp");

    private Merging() {}

    static Object combine(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        NewList all = new NewList();
        all.add(value);
        all.addAll(arguments.positional());
        NewList maps = new NewList();
        ListFilters.flatten(all, 1, true, maps);
        boolean recursive = Boolean.TRUE.equals(arguments.named().get("recursive"))
                || (arguments.named().containsKey("recursive") && arguments.flag("recursive", false));
        String lists = String.valueOf(arguments.named().getOrDefault("list_merge", "replace"));
        Map<?, ?> result = new NewMap();
        boolean first = true;
        for (Object map : maps) {
            if (map instanceof Unreadable unreadable) {
                throw unreadable.whenRead();
            }
            result = first
                    ? MapFilters.map(map, "combine")
                    : merge(result, MapFilters.map(map, "combine"), recursive, lists);
            first = false;
        }
        return result;
    }

    /**
     * Two dictionaries in one.
     *
     * @param recursive dictionaries under the same key are merged too
     * @param lists     what happens to lists under the same key: replace, keep, append, prepend, append_rp, prepend_rp
     */
    public static Map<?, ?> merge(Map<?, ?> below, Map<?, ?> above, boolean recursive, String lists) {
        if (!LIST_MERGES.contains(lists)) {
            throw new PythonException(
                    "list_merge is one of replace, keep, append, prepend, append_rp, prepend_rp; not `" + lists + "`");
        }
        NewMap result = new NewMap(below);
        above.forEach((key, value) ->
                result.put(key, below.containsKey(key) ? both(below.get(key), value, recursive, lists) : value));
        return result;
    }

    private static @Nullable Object both(
            @Nullable Object below, @Nullable Object above, boolean recursive, String lists) {
        if (below instanceof Map<?, ?> x && above instanceof Map<?, ?> y && recursive) {
            return merge(x, y, true, lists);
        }
        if (below instanceof List<?> && above instanceof List<?>) {
            List<@Nullable Object> x = Items.of(below);
            List<@Nullable Object> y = Items.of(above);
            return switch (lists) {
                case "keep" -> below;
                case "append" -> joined(x, y);
                case "prepend" -> joined(y, x);
                case "append_rp" -> joined(without(x, y), y);
                case "prepend_rp" -> joined(y, without(x, y));
                default -> above;
            };
        }
        return above;
    }

    private static NewList joined(List<@Nullable Object> first, List<@Nullable Object> second) {
        NewList all = new NewList(first);
        all.addAll(second);
        return all;
    }

    private static NewList without(List<@Nullable Object> items, List<@Nullable Object> others) {
        NewList kept = new NewList(items);
        kept.removeIf(item -> Order.contains(others, item));
        return kept;
    }
}
