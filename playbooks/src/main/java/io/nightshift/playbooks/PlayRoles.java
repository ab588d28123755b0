package io.nightshift.playbooks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Roles met while one play is read: their scopes, their handlers, and which uses count as repeated. */
final class PlayRoles {
    final List<RoleScope> scopes = new ArrayList<>();
    final List<Task> handlers = new ArrayList<>();
    private final Set<Object> used = new HashSet<>();
    private final Set<Object> handlersOf = new HashSet<>();

    /** False if the same use was met before. */
    boolean firstUse(Object use) {
        return used.add(use);
    }

    boolean firstHandlers(Object of) {
        return handlersOf.add(of);
    }
}
