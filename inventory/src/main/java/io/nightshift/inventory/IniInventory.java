package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an inventory in INI form: {@code [group]} with hosts, {@code [group:vars]}, {@code [group:children]}. Hosts
 * above the first section are ungrouped.
 */
final class IniInventory {
    private static final Pattern SECTION = Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?]\\s*(?:[#;].*)?");
    /** An IPv6 host with a port is the one host line that begins with a bracket. */
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f.]*]");

    private static final Pattern GROUP_NAME = Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?");
    private static final List<String> KINDS = List.of("hosts", "vars", "children");

    private final String file;
    private final InventoryBuilder builder;
    private final Diagnostics problems;
    private final Set<String> declared = new LinkedHashSet<>();
    private final Map<String, Mention> varsOf = new LinkedHashMap<>();
    private final List<Child> children = new ArrayList<>();
    private String group = Group.UNGROUPED;
    private @Nullable String kind = "hosts";

    /** Where a name was written. */
    private record Mention(Position position, String name) {}

    private record Child(String parent, Mention child) {}

    IniInventory(String file, InventoryBuilder builder, Diagnostics problems) {
        this.file = file;
        this.builder = builder;
        this.problems = problems;
        declared.addAll(builder.groupNames());
    }

    void read(String text) {
        String[] lines = text.split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length; i++) {
            String stripped = lines[i].strip();
            if (!stripped.isEmpty() && stripped.charAt(0) != '#' && stripped.charAt(0) != ';') {
                readLine(stripped, at(i + 1, lines[i].indexOf(stripped)));
            }
        }
        varsOf.values().forEach(this::checkDeclared);
        children.forEach(this::addChild);
    }

    private void readLine(String line, Position start) {
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            beginSection(section, start);
        } else if (line.startsWith("[") && !ADDRESS.matcher(line).lookingAt()) {
            kind = null;
            boolean closed = line.contains("]");
            problems.error(
                    start,
                    line.length(),
                    closed ? "this is not a valid section name" : "this section name is never closed",
                    closed ? "write `[group]`, `[group:vars]` or `[group:children]`, without spaces" : "add the `]`");
        } else if ("hosts".equals(kind)) {
            readHosts(line, start);
        } else if ("vars".equals(kind)) {
            readGroupVariable(line, start);
        } else if ("children".equals(kind)) {
            readChild(line, start);
        }
    }

    private void beginSection(Matcher section, Position start) {
        group = section.group(1);
        kind = section.group(2) == null ? "hosts" : section.group(2);
        if (!KINDS.contains(kind)) {
            Position at = right(start, section.start(2));
            problems.error(
                    at,
                    kind.length(),
                    "a section cannot be of the kind `" + kind + "`",
                    DidYouMean.hint(
                            kind, KINDS, "kinds are `vars` and `children`; hosts need none: `[" + group + "]`"));
            kind = null;
        } else if (kind.equals("vars")) {
            varsOf.putIfAbsent(group, new Mention(right(start, 1), group));
        } else {
            declared.add(group);
            builder.addGroup(group);
        }
    }

    private void readHosts(String line, Position start) {
        ShellWords split = ShellWords.split(line);
        if (split.openQuote() >= 0) {
            problems.error(right(start, split.openQuote()), 1, "this quote is never closed", "add the closing quote");
            return;
        }
        List<ShellWords.Word> words = split.words();
        if (words.isEmpty()) {
            return;
        }
        String name = words.get(0).text();
        HostRange range;
        try {
            range = HostRange.parse(name);
        } catch (HostRange.Malformed e) {
            problems.error(start, name.length(), e.sentence(), HostRange.hint(name));
            return;
        }
        if (name.equals("---")) {
            problems.error(start, 3, "`---` begins YAML, but this file is read as INI", "rename it to end in `.yml`");
            return;
        }
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        Map<String, Position> places = new HashMap<>();
        range.port().ifPresent(port -> variables.put("ansible_port", (long) port));
        for (ShellWords.Word word : words.subList(1, words.size())) {
            if (!readHostVariable(word, start, variables, places)) {
                return;
            }
        }
        warnOfCutWord(split, start);
        for (String host : range.names()) {
            builder.addHost(host, group, file);
            variables.forEach(
                    (key, value) -> builder.setHostVariable(host, key, value, places.getOrDefault(key, start)));
        }
    }

    private boolean readHostVariable(
            ShellWords.Word word, Position start, Map<String, @Nullable Object> into, Map<String, Position> places) {
        Position at = right(start, word.start());
        int equals = word.text().indexOf('=');
        if (equals <= 0) {
            problems.error(
                    at,
                    word.text().length(),
                    "`" + word.text() + "` should be `name=value`",
                    "one host per line; after its name only variables follow, without spaces around `=`");
            return false;
        }
        String name = word.text().substring(0, equals);
        Position place = right(at, equals + 1);
        into.put(name, PythonLiteral.parse(word.text().substring(equals + 1), place));
        places.put(name, place);
        return true;
    }

    private void warnOfCutWord(ShellWords split, Position start) {
        if (split.cutWord() >= 0) {
            problems.warning(
                    right(start, split.cutWord()),
                    1,
                    "`#` begins a comment here, in the middle of a word",
                    "put quotes around the value if the `#` belongs to it");
        }
    }

    private void readGroupVariable(String line, Position start) {
        int equals = line.indexOf('=');
        String name = line.substring(0, Math.max(0, equals)).strip();
        if (name.isEmpty()) {
            problems.error(start, line.length(), "a line of `[" + group + ":vars]` should be `name=value`", null);
            return;
        }
        String rest = line.substring(equals + 1);
        String value = rest.strip();
        Position at = right(start, equals + 1 + (value.isEmpty() ? 0 : rest.indexOf(value)));
        builder.setGroupVariable(group, name, PythonLiteral.parse(value, at), at, value.length(), problems);
    }

    private void readChild(String line, Position start) {
        Matcher name = GROUP_NAME.matcher(line);
        if (name.matches()) {
            children.add(new Child(group, new Mention(start, name.group(1))));
        } else {
            problems.error(
                    start,
                    line.length(),
                    "`[" + group + ":children]` should hold one group name per line",
                    "hosts belong into `[" + group + "]`");
        }
    }

    private void addChild(Child child) {
        if (!checkDeclared(child.child())) {
            return;
        }
        if (!builder.addChild(child.parent(), child.child().name())) {
            problems.error(
                    child.child().position(),
                    child.child().name().length(),
                    "the group `" + child.child().name() + "` would contain itself through `" + child.parent() + "`",
                    "remove one of the `:children` entries that lead in a circle");
        }
    }

    private boolean checkDeclared(Mention mention) {
        if (declared.contains(mention.name())) {
            return true;
        }
        problems.error(
                mention.position(),
                mention.name().length(),
                "there is no group `" + mention.name() + "`",
                DidYouMean.hint(mention.name(), declared, "add a section `[" + mention.name() + "]` to this file"));
        return false;
    }

    private Position at(int line, int columnFromZero) {
        return new Position(file, line, columnFromZero + 1);
    }

    private static Position right(Position from, int by) {
        return new Position(from.file(), from.line(), from.column() + by);
    }
}
