package io.nightshift.core.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * What a step found and what it leaves behind, in words for people; never a secret and never a file's content.
 *
 * @param what a path, a package, a service …
 */
public record Difference(String what, String before, String after) {
    /** Notes under this name and a step's number hold its differences. */
    public static final String NOTE = "differences.";

    public Difference {
        what = plain(what);
        before = plain(before);
        after = plain(after);
    }

    private static String plain(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " ");
    }

    /** Several as one note: a line for each, its three parts between tabs. */
    public static String note(List<Difference> differences) {
        List<String> lines = new ArrayList<>();
        differences.forEach(each -> lines.add(each.what + "\t" + each.before + "\t" + each.after));
        return String.join("\n", lines);
    }

    /** What {@link #note} wrote; a line of another form is left out. */
    public static List<Difference> ofNote(String note) {
        List<Difference> all = new ArrayList<>();
        for (String line : note.split("\n")) {
            String[] parts = line.split("\t", -1);
            if (parts.length == 3) {
                all.add(new Difference(parts[0], parts[1], parts[2]));
            }
        }
        return all;
    }
}
