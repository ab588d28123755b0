package io.nightshift.inventory.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in a technician's words what the YAML parser stumbled over. */
final class SyntaxExplainer {
    private static final Pattern UNQUOTED_TEMPLATE =
            Pattern.compile("^\\s*(?:- +)*(?:[^\\s#'\"][^#'\"]*:\\s+)?(\\{[{%])");
    private static final Pattern CANNOT_START = Pattern.compile("found character '?(.)");
    private static final Pattern ESCAPE = Pattern.compile("found unknown escape character (\\S)");

    private final String file;
    private final SourceLines lines;
    private final YamlLimits limits;

    SyntaxExplainer(String file, SourceLines lines, YamlLimits limits) {
        this.file = file;
        this.lines = lines;
        this.limits = limits;
    }

    Diagnostic explain(Throwable thrown) {
        if (thrown instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return explain(marked);
        }
        String message = String.valueOf(thrown.getMessage());
        if (message.contains("Nesting Depth") || thrown instanceof StackOverflowError) {
            return error(Position.ofFile(file), 1, "this is nested deeper than " + limits.depth() + " levels", null);
        }
        return error(
                Position.ofFile(file),
                1,
                "this cannot be read as YAML",
                "the parser gave up without naming a place; look for unusual characters or keys");
    }

    private Diagnostic explain(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        String context = String.valueOf(e.getContext());
        Position at = position(e.getProblemMark());
        Position begin = e.getContextMark() == null ? at : position(e.getContextMark());
        String line = lines.line(at.line()).orElse("");

        String indentation =
                line.substring(0, line.length() - line.stripLeading().length());
        if (problem.contains("TAB") || indentation.contains("\t")) {
            int tab = Math.max(0, problem.contains("TAB") ? at.column() - 1 : indentation.indexOf('\t'));
            return error(
                    new Position(file, at.line(), tab + 1),
                    1,
                    "a tab stands where YAML allows only spaces",
                    "indent with spaces; most editors can convert tabs");
        }
        Diagnostic template = unquotedTemplate(at, line);
        if (template != null) {
            return template;
        }
        if (context.contains("quoted scalar") && (problem.contains("end of stream") || problem.contains("separator"))) {
            return error(begin, 1, "this quote is never closed", "add the closing quote at the end of the value");
        }
        if (problem.contains("mapping values are not allowed")) {
            return unexpectedColon(at, line);
        }
        if (problem.contains("expected ':'")) {
            return error(
                    begin,
                    length(begin),
                    "this should be `key: value`, but the `:` is missing",
                    "write a colon and a space after the key, or check the indentation of this line");
        }
        if (problem.contains("expected <block end>")) {
            return wrongIndentation(at, begin, line);
        }
        if (problem.contains("expected ',' or ")) {
            String open = problem.contains("']'") ? "[" : "{";
            return error(
                    begin,
                    1,
                    "this `" + open + "` is not closed properly",
                    "a comma or the closing `" + (open.equals("[") ? "]" : "}") + "` is missing before line "
                            + at.line() + ", column " + at.column());
        }
        return explainCharacters(problem, context, at, begin);
    }

    private Diagnostic explainCharacters(String problem, String context, Position at, Position begin) {
        if (problem.contains("undefined alias")) {
            String name = problem.substring(problem.lastIndexOf(' ') + 1);
            return error(
                    at,
                    name.length() + 1,
                    "`*" + name + "` refers to an anchor `&" + name + "` that is not above it",
                    "if this is no alias, put quotes around the value");
        }
        Matcher escape = ESCAPE.matcher(problem);
        if (escape.find()) {
            return error(
                    new Position(file, at.line(), Math.max(1, at.column() - 1)),
                    2,
                    "`\\" + escape.group(1) + "` means nothing inside double quotes",
                    "write `\\\\` for one backslash, or use single quotes");
        }
        if (context.contains("alias") || context.contains("anchor")) {
            return error(
                    begin,
                    1,
                    "`*` and `&` at the start of a value need a name right after them",
                    "if this is no alias or anchor, put quotes around the value");
        }
        Matcher start = CANNOT_START.matcher(problem);
        if (problem.contains("cannot start any token") && start.find()) {
            return error(
                    at, 1, "a value cannot start with `" + start.group(1) + "`", "put quotes around the whole value");
        }
        if (problem.contains("<document start>")) {
            return error(
                    at,
                    length(at),
                    "this line fits neither the list nor the mapping above it",
                    "a file is either one list (lines with `- `) or one mapping (lines with `key:`)");
        }
        return error(at, 1, "this cannot be read as YAML: " + problem, null);
    }

    private @Nullable Diagnostic unquotedTemplate(Position at, String line) {
        Matcher template = UNQUOTED_TEMPLATE.matcher(line);
        if (!template.find() || template.start(1) >= at.column()) {
            return null;
        }
        String opening = template.group(1);
        return error(
                new Position(file, at.line(), line.codePointCount(0, template.start(1)) + 1),
                2,
                "a value that starts with `" + opening + "` needs quotes around it",
                "write \"{{ name }} and the rest\" including the quotes");
    }

    private Diagnostic unexpectedColon(Position at, String line) {
        String before = line.substring(
                0,
                Math.min(
                        line.length(),
                        line.offsetByCodePoints(0, Math.min(at.column() - 1, line.codePointCount(0, line.length())))));
        if (before.contains(": ")) {
            return error(
                    at,
                    1,
                    "this `: ` stands inside a value and would start another key",
                    "put quotes around the whole value");
        }
        int start = before.length() - before.stripLeading().length();
        String above = lines.line(at.line() - 1).orElse("");
        String word = above.strip();
        if (!word.isEmpty() && !word.contains(":") && !word.startsWith("#") && !word.startsWith("- ")) {
            return error(
                    new Position(file, at.line() - 1, above.indexOf(word) + 1),
                    word.length(),
                    "this should be `key: value`, but the `:` is missing",
                    "write a colon after it if it is a key, or check the indentation of the next line");
        }
        return error(
                new Position(file, at.line(), start + 1),
                Math.max(1, before.strip().length()),
                "this key is indented deeper than the line above it allows",
                "keys that belong together start in the same column; a value before them must end first");
    }

    private Diagnostic wrongIndentation(Position at, Position begin, String line) {
        int start = line.length() - line.stripLeading().length();
        boolean atLineStart = at.column() - 1 <= start;
        if (!atLineStart) {
            return error(
                    at,
                    1,
                    "this does not belong to the value before it",
                    "text after a closing quote or bracket is not part of the value: put quotes around all of it");
        }
        return error(
                at,
                length(at),
                "the indentation of this line fits nothing above it",
                "the block it should belong to begins at line " + begin.line() + ", column " + begin.column()
                        + "; start in that column");
    }

    /** To the end of the word that stands there. */
    private int length(Position at) {
        String line = lines.line(at.line()).orElse("");
        int from = Math.min(at.column() - 1, line.length());
        int end = from;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return Math.max(1, end - from);
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Diagnostic error(Position at, int length, String message, @Nullable String hint) {
        return new Diagnostic(Severity.ERROR, at, length, message, hint);
    }
}
