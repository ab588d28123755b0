package io.nightshift.core.platform.posix.text;

import java.util.Set;

/** Names of systemd's units. */
public final class Units {
    private static final Set<String> KINDS = Set.of(
            "service", "socket", "device", "mount", "automount", "swap", "target", "path", "timer", "slice", "scope");

    private Units() {}

    /** With {@code .service} where the name does not say what kind of unit it is. */
    public static String full(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && KINDS.contains(name.substring(dot + 1)) ? name : name + ".service";
    }
}
