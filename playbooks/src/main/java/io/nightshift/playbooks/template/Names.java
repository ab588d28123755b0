package io.nightshift.playbooks.template;

import java.util.List;

/** The collections whose filters, tests and lookups are known here under their last name. */
final class Names {
    private static final List<String> COLLECTIONS = List.of(
            "ansible.builtin.",
            "ansible.legacy.",
            "ansible.utils.",
            "ansible.netcommon.",
            "ansible.posix.",
            "community.general.");

    private Names() {}

    static String plain(String name) {
        for (String collection : COLLECTIONS) {
            if (name.startsWith(collection)) {
                return name.substring(collection.length());
            }
        }
        return name;
    }
}
