package io.nightshift.core.sql;

import io.nightshift.inventory.yaml.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Chooses tables by names and patterns. */
final class Selection {
    private Selection() {}

    static List<Table> of(List<Table> all, CopyOrder order, Session source, String schema) {
        List<Table> ours = all.stream().filter(table -> !isOurs(table.name())).toList();
        List<Table> chosen = new ArrayList<>();
        for (Table table : ours) {
            boolean wanted = order.tables().isEmpty() || matches(order.tables(), table.name());
            if (wanted && !matches(order.excludes(), table.name())) {
                chosen.add(table);
            }
        }
        List<String> unknown = new ArrayList<>();
        for (String pattern : order.tables()) {
            if (ours.stream().noneMatch(table -> matches(List.of(pattern), table.name()))) {
                unknown.add("No table of " + source.database().place()
                        + (schema.isEmpty() ? "" : " in the schema `" + schema + "`")
                        + " is called `" + pattern + "`. "
                        + DidYouMean.closest(
                                        pattern, ours.stream().map(Table::name).toList())
                                .map(name -> "Did you mean `" + name + "`?")
                                .orElse(ours.isEmpty() ? "There are no tables." : "There are: " + names(ours) + "."));
            }
        }
        if (!unknown.isEmpty()) {
            throw new SqlFailure(String.join("\n", unknown));
        }
        if (chosen.isEmpty()) {
            throw new SqlFailure("There is no table to copy in "
                    + source.database().place() + (schema.isEmpty() ? "" : ", schema `" + schema + "`") + ".");
        }
        return chosen;
    }

    static boolean isOurs(String name) {
        return name.equals(Marks.TABLE) || name.startsWith(Marks.ASIDE);
    }

    private static String names(List<Table> tables) {
        String all =
                String.join(", ", tables.stream().limit(20).map(Table::name).toList());
        return tables.size() > 20 ? all + " and " + (tables.size() - 20) + " more" : all;
    }

    private static boolean matches(List<String> patterns, String name) {
        for (String pattern : patterns) {
            StringBuilder regex = new StringBuilder("(?i)");
            for (char c : pattern.toCharArray()) {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
            if (name.matches(regex.toString())) {
                return true;
            }
        }
        return false;
    }
}
