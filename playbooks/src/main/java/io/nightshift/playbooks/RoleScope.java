package io.nightshift.playbooks;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One use of a role: where its files are and which variables its tasks see.
 *
 * @param name as used
 * @param parameters given where the role is used
 * @param parent the role that uses this one, null at the play
 * @param dependencies roles it depends on, whose variables it sees, too
 */
public record RoleScope(
        String name,
        Path path,
        Map<String, Object> defaults,
        Map<String, Object> variables,
        Map<String, Object> parameters,
        @Nullable RoleScope parent,
        List<RoleScope> dependencies) {
    public RoleScope {
        defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        dependencies = List.copyOf(dependencies);
    }
}
