package io.nightshift.core.run;

import io.nightshift.playbooks.template.KnownAfterApply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as it may be shown: without secrets, without facts, without what only a real run can know. */
final class ShownResult {
    private ShownResult() {}

    /** @param facts whether facts are shown, too; they are long */
    static Map<String, Object> of(Map<String, Object> result, Redactor redactor, boolean facts) {
        Map<String, Object> shown = new LinkedHashMap<>();
        result.forEach((key, value) -> {
            if (facts || !key.equals("ansible_facts")) {
                HostMemory.putNullable(shown, key, redactor.cleanValue(plain(value)));
            }
        });
        return shown;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof KnownAfterApply) {
            return "(known after apply)";
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> all = new LinkedHashMap<>();
            map.forEach((key, each) -> HostMemory.putNullable(all, String.valueOf(key), plain(each)));
            return all;
        }
        if (value instanceof List<?> list) {
            // Most lists hold plain values, and some are as long as an output: no copy of those.
            if (list.stream().allMatch(each -> each instanceof String)) {
                return list;
            }
            List<@Nullable Object> all = new ArrayList<>();
            list.forEach(each -> all.add(plain(each)));
            return all;
        }
        return value;
    }
}
