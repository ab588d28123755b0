package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.NewMap;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Truth;
import io.nightshift.playbooks.template.python.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lookups that rearrange the lists they are given; they stand behind {@code with_items}, {@code with_nested} and so on. */
final class ListLookups {
    private ListLookups() {}

    static void addTo(Lookups lookups) {
        lookups.with("items", (terms, options, scope) -> flattened(terms, 1))
                .with("list", (terms, options, scope) -> new NewList(terms))
                .with("flattened", (terms, options, scope) -> flattened(terms, 1_000))
                .with("dict", (terms, options, scope) -> entries(terms))
                .with("nested", (terms, options, scope) -> products(terms))
                .with("cartesian", (terms, options, scope) -> products(terms))
                .with("together", (terms, options, scope) -> together(terms))
                .with("indexed_items", (terms, options, scope) -> indexed(flattened(terms, 1)))
                .with("subelements", ListLookups::subelements)
                .with("sequence", (terms, options, scope) -> Sequences.all(terms, options))
                .withTemplates(
                        "random_choice",
                        templates -> (terms, options, scope) -> terms.isEmpty()
                                ? terms
                                : new NewList(java.util.Collections.singletonList(
                                        terms.get(templates.random().nextInt(terms.size())))));
    }

    private static NewList flattened(List<@Nullable Object> terms, int levels) {
        NewList flat = new NewList();
        ListFilters.flatten(terms, levels, levels > 1, flat);
        return flat;
    }

    private static NewList entries(List<@Nullable Object> terms) {
        NewList entries = new NewList();
        for (Object term : terms) {
            if (!(term instanceof Map<?, ?> map)) {
                throw new LookupException("a dictionary is needed", "for a list, use `loop:`");
            }
            map.forEach((key, value) -> {
                NewMap entry = new NewMap();
                entry.put("key", key);
                entry.put("value", value);
                entries.add(entry);
            });
        }
        return entries;
    }

    private static List<@Nullable Object> asList(@Nullable Object term) {
        return term instanceof List<?> ? Items.of(term) : new NewList(java.util.Collections.singletonList(term));
    }

    private static NewList products(List<@Nullable Object> terms) {
        if (terms.isEmpty()) {
            throw new LookupException("at least one list is needed");
        }
        NewList lists = new NewList();
        terms.forEach(term -> lists.add(asList(term)));
        NewList rows = new NewList();
        for (Object row : SetFilters.product(lists)) {
            NewList flat = new NewList();
            ListFilters.flatten(Items.of(row), 1, false, flat);
            rows.add(flat);
        }
        return rows;
    }

    private static NewList together(List<@Nullable Object> terms) {
        int longest = 0;
        List<List<@Nullable Object>> lists = new ArrayList<>();
        for (Object term : terms) {
            lists.add(asList(term));
            longest = Math.max(longest, asList(term).size());
        }
        NewList rows = new NewList();
        for (int i = 0; i < longest; i++) {
            NewList row = new NewList();
            for (List<@Nullable Object> list : lists) {
                row.add(i < list.size() ? list.get(i) : null);
            }
            rows.add(row);
        }
        return rows;
    }

    private static NewList indexed(List<@Nullable Object> items) {
        NewList pairs = new NewList();
        for (int i = 0; i < items.size(); i++) {
            pairs.add(Tuple.of((long) i, items.get(i)));
        }
        return pairs;
    }

    private static Object subelements(
            List<@Nullable Object> terms, Map<String, @Nullable Object> options, Scope scope) {
        if (terms.size() < 2) {
            throw new LookupException("a list of dictionaries and the name of a list in them are needed");
        }
        boolean skip =
                terms.size() > 2 && terms.get(2) instanceof Map<?, ?> flags && Truth.of(flags.get("skip_missing"));
        String path = Text.of(terms.get(1));
        NewList pairs = new NewList();
        for (Object pair : MapFilters.subelements(terms.get(0), path, skip)) {
            List<@Nullable Object> two = Items.of(pair);
            pairs.add(Tuple.of(without(two.get(0), List.of(path.split("\\.", -1))), two.get(1)));
        }
        return pairs;
    }

    /** The element as {@code item.0} shows it: without the list that was taken out of it. */
    private static @Nullable Object without(@Nullable Object element, List<String> path) {
        if (!(element instanceof Map<?, ?> map)) {
            return element;
        }
        NewMap copy = new NewMap(map);
        if (path.size() == 1) {
            copy.remove(path.get(0));
        } else {
            copy.put(path.get(0), without(map.get(path.get(0)), path.subList(1, path.size())));
        }
        return copy;
    }
}
