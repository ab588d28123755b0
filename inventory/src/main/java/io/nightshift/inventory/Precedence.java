package io.nightshift.inventory;

/**
 * The levels at which a variable can be set, weakest first, numbered as in Ansible's documentation ("Understanding
 * variable precedence"). A higher level hides the same name of every lower one. The table with examples is in
 * {@code inventory/variable-precedence.md}.
 */
public enum Precedence {
    /** Options such as {@code -u}; they are settings, not variables, and any variable wins over them. */
    COMMAND_LINE_VALUES,
    ROLE_DEFAULTS,
    /** Group variables written in an inventory file or printed by an inventory script. */
    INVENTORY_FILE_GROUP_VARS,
    INVENTORY_GROUP_VARS_ALL,
    PLAYBOOK_GROUP_VARS_ALL,
    INVENTORY_GROUP_VARS,
    PLAYBOOK_GROUP_VARS,
    INVENTORY_FILE_HOST_VARS,
    INVENTORY_HOST_VARS,
    PLAYBOOK_HOST_VARS,
    /** Facts read from the host, and {@code set_fact} with {@code cacheable}. */
    HOST_FACTS,
    PLAY_VARS,
    PLAY_VARS_PROMPT,
    PLAY_VARS_FILES,
    ROLE_VARS,
    BLOCK_VARS,
    TASK_VARS,
    INCLUDE_VARS,
    SET_FACTS_AND_REGISTERED,
    ROLE_PARAMETERS,
    INCLUDE_PARAMETERS,
    /** {@code -e}: always wins. */
    EXTRA_VARS;

    /** The number in Ansible's list, from 1. */
    public int number() {
        return ordinal() + 1;
    }

    /** True if a variable of this level hides the same name of the other. */
    public boolean hides(Precedence other) {
        return compareTo(other) > 0;
    }
}
