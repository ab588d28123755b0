package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Which line lineinfile is about, and where a new one goes. */
record LinePlace(
        String line,
        @Nullable TextPattern regexp,
        @Nullable String searched,
        @Nullable String after,
        @Nullable String before,
        boolean backrefs,
        boolean first) {

    static LinePlace of(Args args) {
        String before = args.optional("insertbefore").orElse(null);
        String after = args.optional("insertafter").orElse(before == null ? "EOF" : null);
        return new LinePlace(
                args.optional("line").orElse(""),
                args.optional("regexp").map(TextPattern::of).orElse(null),
                args.optional("search_string").orElse(null),
                after,
                before,
                args.flag("backrefs"),
                args.flag("firstmatch"));
    }

    /** Whether {@code state: absent} removes a line. */
    boolean goes(String present) {
        if (regexp != null) {
            return regexp.isIn(present);
        }
        return searched != null
                ? present.contains(searched)
                : TextFile.withoutEnd(present).equals(line);
    }

    /** The lines with this one in its place. */
    TextEdit put(List<String> lines, boolean exists) {
        int at = matching(lines);
        boolean matched = at >= 0;
        if (!matched) {
            at = equal(lines);
        }
        if (at >= 0) {
            return replace(lines, at, matched);
        }
        if (backrefs) {
            return exists ? TextEdit.of(String.join("", lines), "") : TextEdit.leave("");
        }
        insert(lines);
        return TextEdit.of(String.join("", lines), "line added");
    }

    private TextEdit replace(List<String> lines, int at, boolean matched) {
        String text = line;
        if (backrefs && matched && regexp != null) {
            Matcher match = regexp.matcher(lines.get(at));
            if (match.find()) {
                text = regexp.expand(match, line);
            }
        }
        String replacement = text.endsWith("\n") ? text : text + "\n";
        boolean same = lines.get(at).equals(replacement);
        lines.set(at, replacement);
        return TextEdit.of(String.join("", lines), same ? "" : "line replaced");
    }

    private void insert(List<String> lines) {
        int at = "BOF".equals(before) || "BOF".equals(after) ? 0 : anchor(lines);
        if (at >= lines.size() && !lines.isEmpty()) {
            int last = lines.size() - 1;
            if (!lines.get(last).endsWith("\n")) {
                lines.set(last, lines.get(last) + "\n");
            }
        }
        lines.add(at, line + "\n");
    }

    /** Where {@code insertafter} or {@code insertbefore} points; the end when nothing matches. */
    private int anchor(List<String> lines) {
        if ("EOF".equals(after)) {
            return lines.size();
        }
        TextPattern anchor = TextPattern.of(after != null ? after : String.valueOf(before));
        int found = lines.size();
        for (int i = 0; i < lines.size(); i++) {
            if (anchor.isIn(lines.get(i))) {
                found = after != null ? i + 1 : i;
                if (first) {
                    break;
                }
            }
        }
        return found;
    }

    private int matching(List<String> lines) {
        int found = -1;
        for (int i = 0; i < lines.size(); i++) {
            boolean hit = regexp != null
                    ? regexp.isIn(lines.get(i))
                    : searched != null && lines.get(i).contains(searched);
            if (hit) {
                found = i;
                if (first) {
                    break;
                }
            }
        }
        return found;
    }

    private int equal(List<String> lines) {
        int found = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (TextFile.withoutEnd(lines.get(i)).equals(line)) {
                found = i;
            }
        }
        return found;
    }
}
