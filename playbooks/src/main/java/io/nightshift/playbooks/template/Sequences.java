package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Bounds;
import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.PercentFormat;
import io.nightshift.playbooks.template.python.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lookup {@code sequence}: {@code start=1 end=5 stride=2 format=host%02d}, or short {@code 1-5/2:host%02d}. */
final class Sequences {
    private static final Pattern SHORT =
            Pattern.compile("(?:(0x[0-9a-fA-F]+|\\d+)-)?(0x[0-9a-fA-F]+|\\d+)(?:/(\\d+))?(?::(.+))?");

    private Sequences() {}

    static NewList all(List<@Nullable Object> terms, Map<String, @Nullable Object> options) {
        NewList all = new NewList();
        for (Object term : terms.isEmpty() ? List.of("") : terms) {
            Map<String, String> settings = new HashMap<>();
            options.forEach((name, value) -> settings.put(name, Text.of(value)));
            read(Text.of(term).strip(), settings);
            add(all, settings);
        }
        return all;
    }

    private static void read(String term, Map<String, String> settings) {
        Matcher shortForm = SHORT.matcher(term);
        if (shortForm.matches()) {
            String[] names = {"start", "end", "stride", "format"};
            for (int i = 0; i < names.length; i++) {
                if (shortForm.group(i + 1) != null) {
                    settings.put(names[i], shortForm.group(i + 1));
                }
            }
            return;
        }
        for (String pair : term.isEmpty() ? new String[0] : term.split("\\s+", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length != 2
                    || !List.of("start", "end", "count", "stride", "format").contains(parts[0])) {
                throw new LookupException(
                        "`" + pair + "` is not understood",
                        "write start=1 end=5, with stride=, count= or format= as needed");
            }
            settings.put(parts[0], parts[1]);
        }
    }

    private static void add(NewList all, Map<String, String> settings) {
        if (settings.containsKey("count") == settings.containsKey("end")) {
            throw new LookupException("give either count or end");
        }
        long start = number(settings, "start", 1);
        long stride =
                number(settings, "stride", settings.containsKey("end") && number(settings, "end", 0) < start ? -1 : 1);
        long end = settings.containsKey("end")
                ? number(settings, "end", 0)
                : start + stride * (number(settings, "count", 0) - 1);
        boolean nothing = settings.containsKey("count") && number(settings, "count", 0) == 0;
        if (nothing || stride == 0) {
            return;
        }
        if (stride > 0 == end < start && end != start) {
            throw new LookupException("from " + start + " to " + end + " is not possible in steps of " + stride);
        }
        Bounds.items((end - start) / stride + 1);
        for (long i = start; stride > 0 ? i <= end : i >= end; i += stride) {
            all.add(PercentFormat.format(settings.getOrDefault("format", "%d"), i));
        }
    }

    private static long number(Map<String, String> settings, String name, long otherwise) {
        String text = settings.get(name);
        if (text == null) {
            return otherwise;
        }
        Object number = Numbers.parseInteger(text, 0);
        if (!(number instanceof Long value)) {
            throw new LookupException(name + " is not a number: " + text);
        }
        return value;
    }
}
