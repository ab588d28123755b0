package io.nightshift.core.run;

import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Paths on a host that begin with {@code ~} lie in the home of the user who acts there. */
final class HomePaths {
    private HomePaths() {}

    /** The arguments with such paths written out; the host is asked for its home only where there is one. */
    static Map<String, Object> expanded(ModuleSpec spec, Map<String, Object> rendered, HostAccess access)
            throws TransportException {
        Map<String, Object> all = rendered;
        for (Map.Entry<String, Object> argument : rendered.entrySet()) {
            if (argument.getValue() instanceof String text && isAtHome(text) && isPath(spec, argument.getKey())) {
                all = all == rendered ? new LinkedHashMap<>(rendered) : all;
                all.put(argument.getKey(), access.profile().home() + text.substring(1));
            }
        }
        return all;
    }

    private static boolean isAtHome(String text) {
        return text.equals("~") || text.startsWith("~/");
    }

    private static boolean isPath(ModuleSpec spec, String name) {
        return spec.parameter(name)
                .filter(it -> it.type() == Parameter.Type.PATH)
                .isPresent();
    }
}
