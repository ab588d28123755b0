package io.nightshift.playbooks.template.python;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods of lists. */
final class ListMethods {
    static final Set<String> NAMES =
            Set.of("append", "extend", "insert", "remove", "pop", "clear", "reverse", "sort", "copy", "count", "index");

    private ListMethods() {}

    static @Nullable Object call(List<@Nullable Object> list, String name, Arguments arguments) {
        return switch (name) {
            case "copy" -> new NewList(list);
            case "count" ->
                list.stream()
                        .filter(item -> Order.equal(item, Methods.required(arguments, 0)))
                        .count();
            case "index" -> (long) indexOf(list, Methods.required(arguments, 0));
            default -> change((NewList) list, name, arguments);
        };
    }

    private static int indexOf(List<@Nullable Object> list, @Nullable Object item) {
        for (int i = 0; i < list.size(); i++) {
            if (Order.equal(list.get(i), item)) {
                return i;
            }
        }
        throw new PythonException(Text.repr(item) + " is not in the list");
    }

    private static @Nullable Object change(NewList list, String name, Arguments arguments) {
        Bounds.items(list.size());
        switch (name) {
            case "append":
                list.add(Methods.required(arguments, 0));
                return null;
            case "extend":
                List<@Nullable Object> more = Items.of(Methods.required(arguments, 0));
                Bounds.items((long) list.size() + more.size());
                list.addAll(new NewList(more));
                return null;
            case "insert":
                int at = Numbers.index(Methods.required(arguments, 0));
                int from = at < 0 ? Math.max(0, at + list.size()) : Math.min(at, list.size());
                list.add(from, Methods.required(arguments, 1));
                return null;
            case "remove":
                list.remove(indexOf(list, Methods.required(arguments, 0)));
                return null;
            case "clear":
                list.clear();
                return null;
            case "reverse":
                Collections.reverse(list);
                return null;
            case "sort":
                list.sort(
                        arguments.named().get("reverse") == Boolean.TRUE
                                ? (a, b) -> Order.compare(b, a)
                                : Order::compare);
                return null;
            default:
                return pop(list, Numbers.index(Methods.argument(arguments, 0, -1L)));
        }
    }

    private static @Nullable Object pop(NewList list, int index) {
        int at = index < 0 ? index + list.size() : index;
        if (at < 0 || at >= list.size()) {
            throw new PythonException(list.isEmpty() ? "pop from an empty list" : "pop: there is no item " + index);
        }
        return list.remove(at);
    }
}
