package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.playbooks.module.ModuleSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The module a task calls, with its arguments as read: plain values or {@code Source}.
 *
 * @param name as written
 * @param spec null for a module this version does not have, which fails where a host reaches it
 * @param wholeArguments an expression that gives all arguments ({@code args: "{{ ... }}"}), null for none
 */
public record ModuleCall(
        String name,
        Position position,
        @Nullable ModuleSpec spec,
        Map<String, Object> arguments,
        @Nullable Object wholeArguments) {
    public ModuleCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** The module's short name: what follows the last dot. */
    public String shortName() {
        return spec != null ? spec.name() : name.substring(name.lastIndexOf('.') + 1);
    }
}
