package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;
import org.jspecify.annotations.Nullable;

/** What stands in a list of tasks. */
public sealed interface Item permits Task, Block {
    /** Its place in the run, such as {@code p1.t4.b2}; the same at every reading of the same files. */
    String path();

    Position position();

    /** Its keywords, joined with those of everything around it. */
    Directives directives();

    /** The role it belongs to, null outside of roles. */
    @Nullable
    RoleScope role();
}
