package io.nightshift.core.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table while its catalog is being read. */
final class TableDraft {
    final String schema;
    final String name;
    final List<Column> columns = new ArrayList<>();
    final List<String> primaryKey = new ArrayList<>();
    final List<String> special = new ArrayList<>();
    long rows = -1;
    long next = -1;
    private final Map<String, List<String>> indexes = new LinkedHashMap<>();
    private final Map<String, Boolean> unique = new LinkedHashMap<>();
    private final Map<String, List<String>> keys = new LinkedHashMap<>();
    private final Map<String, List<String>> referred = new LinkedHashMap<>();
    private final Map<String, String> target = new LinkedHashMap<>();
    private final Map<String, String[]> rules = new LinkedHashMap<>();

    TableDraft(String schema, String name) {
        this.schema = schema;
        this.name = name;
    }

    void index(String index, boolean isUnique, String column) {
        indexes.computeIfAbsent(index, any -> new ArrayList<>()).add(column);
        unique.put(index, isUnique);
    }

    void leaveOutIndex(String index) {
        indexes.remove(index);
    }

    void foreignKey(String key, String column, String table, String refers, String onDelete, String onUpdate) {
        keys.computeIfAbsent(key, any -> new ArrayList<>()).add(column);
        referred.computeIfAbsent(key, any -> new ArrayList<>()).add(refers);
        target.put(key, table);
        rules.put(key, new String[] {onDelete, onUpdate});
    }

    Table table() {
        List<Index> allIndexes = new ArrayList<>();
        indexes.forEach(
                (index, names) -> allIndexes.add(new Index(index, names, Boolean.TRUE.equals(unique.get(index)))));
        List<ForeignKey> allKeys = new ArrayList<>();
        for (String key : keys.keySet()) {
            String[] rule = rules.getOrDefault(key, new String[] {"NO ACTION", "NO ACTION"});
            allKeys.add(new ForeignKey(
                    key,
                    keys.getOrDefault(key, List.of()),
                    target.getOrDefault(key, ""),
                    referred.getOrDefault(key, List.of()),
                    rule[0],
                    rule[1]));
        }
        return new Table(schema, name, columns, primaryKey, allIndexes, allKeys, special, rows, next);
    }
}
