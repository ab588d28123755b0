package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks kept together: a {@code block}, an imported file, or a role. */
public record Block(
        String path,
        Position position,
        @Nullable Object name,
        Kind kind,
        Directives directives,
        List<Item> items,
        List<Item> rescue,
        List<Item> always,
        @Nullable RoleScope role)
        implements Item {
    /** Where the tasks come from. */
    public enum Kind {
        BLOCK,
        IMPORT,
        ROLE
    }

    public Block {
        items = List.copyOf(items);
        rescue = List.copyOf(rescue);
        always = List.copyOf(always);
    }
}
