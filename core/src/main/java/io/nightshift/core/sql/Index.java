package io.nightshift.core.sql;

import java.util.List;

/** An index over plain columns; a unique one may be a constraint. */
record Index(String name, List<String> columns, boolean unique) {
    Index {
        columns = List.copyOf(columns);
    }
}
