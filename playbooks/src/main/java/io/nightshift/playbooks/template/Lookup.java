package io.nightshift.playbooks.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code lookup('name', terms…, option=value)} and {@code with_name}: gets values from the controller. */
@FunctionalInterface
public interface Lookup {
    /**
     * The values found, usually a list. Terms and options are rendered already.
     *
     * @throws LookupException when there is nothing to find; {@code errors='ignore'} turns that into an empty answer
     */
    @Nullable
    Object run(List<@Nullable Object> terms, Map<String, @Nullable Object> options, Scope scope);
}
