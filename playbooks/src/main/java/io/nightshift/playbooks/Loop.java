package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;
import org.jspecify.annotations.Nullable;

/**
 * A task's loop.
 *
 * @param lookup the word after {@code with_}, such as {@code items}; null for {@code loop}
 * @param items a list or an expression that gives one
 * @param variable name of the item's variable, {@code item} unless told otherwise
 * @param indexVariable name of the variable that counts from 0, null for none
 * @param label what is shown of an item, null for the item
 * @param pause seconds between items, null for none
 * @param extended whether {@code ansible_loop} is set
 */
public record Loop(
        Position position,
        @Nullable String lookup,
        Object items,
        String variable,
        @Nullable String indexVariable,
        @Nullable Object label,
        @Nullable Object pause,
        boolean extended) {}
