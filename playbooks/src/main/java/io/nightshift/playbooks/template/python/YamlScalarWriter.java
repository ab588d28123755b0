package io.nightshift.playbooks.template.python;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The texts of a YAML document: chooses the quotes, folds long lines, keeps count of the column. */
final class YamlScalarWriter {
    private static final Pattern LOOKS_LIKE_SOMETHING_ELSE = Pattern.compile(
            "(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"
                    + "|~|null|Null|NULL||=|<<"
                    + "|[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+"
                    + "|[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
                    + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)"
                    + "|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \\t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?)");

    private final int width;
    private final int indent;
    private final boolean unicode;
    private final StringBuilder out = new StringBuilder();
    private int column;
    private boolean afterBlank = true;

    YamlScalarWriter(int width, int indent, boolean unicode) {
        this.width = width;
        this.indent = indent;
        this.unicode = unicode;
    }

    String text() {
        return out.toString();
    }

    void newline() {
        if (column > 0) {
            put('\n');
        }
    }

    /** Begins a line at this column; stays where it is at the very beginning. */
    void indentTo(int level) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
            put('\n');
        }
        padTo(level);
    }

    void padTo(int level) {
        while (column < level) {
            put(' ');
        }
        afterBlank = true;
    }

    /** An indicator that needs no blank before it. */
    void raw(String text) {
        text.chars().forEach(c -> put((char) c));
        afterBlank = false;
    }

    /** An indicator that begins a value. */
    void open(String text) {
        blank();
        raw(text);
        afterBlank = true;
    }

    void foldFlow(int level) {
        if (column > width) {
            indentTo(level);
        }
    }

    private void blank() {
        if (!afterBlank && column > 0) {
            put(' ');
        }
        afterBlank = true;
    }

    private void put(char c) {
        Bounds.text(out.length());
        out.append(c);
        column = c == '\n' ? 0 : Character.isLowSurrogate(c) ? column : column + 1;
        afterBlank = c == '\n' || (afterBlank && c == ' ');
    }

    /** Writes a scalar and says whether it is plain. */
    boolean write(@Nullable Object value, int level, boolean inFlow, boolean key) {
        if (!(value instanceof String text)) {
            blank();
            raw(word(value));
            return true;
        }
        YamlText kind = new YamlText(text, unicode);
        boolean folds = !key;
        blank();
        if (isPlain(text, inFlow) && !(key && kind.multiline())) {
            plain(text, folds, level);
            afterBlank = false;
            return true;
        }
        if (kind.singleQuotable() && !(key && kind.multiline())) {
            singleQuoted(text, folds, level);
        } else {
            doubleQuoted(text, folds, level);
        }
        afterBlank = false;
        return false;
    }

    boolean isPlain(String text, boolean inFlow) {
        YamlText kind = new YamlText(text, unicode);
        return !LOOKS_LIKE_SOMETHING_ELSE.matcher(text).matches() && (inFlow ? kind.flowPlain() : kind.blockPlain());
    }

    private static String word(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Boolean bool) {
            return bool ? "true" : "false";
        }
        if (value instanceof Double number) {
            String text = Text.decimal(number);
            return switch (text) {
                case "nan" -> ".nan";
                case "inf" -> ".inf";
                case "-inf" -> "-.inf";
                default -> text.indexOf('.') < 0 && text.indexOf('e') > 0 ? text.replace("e", ".0e") : text;
            };
        }
        return Text.of(value);
    }

    private void plain(String text, boolean folds, int level) {
        boolean blanks = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                if (folds && !blanks && column > width && i + 1 < text.length() && text.charAt(i + 1) != ' ') {
                    indentTo(level);
                } else {
                    put(c);
                }
                blanks = true;
            } else {
                put(c);
                blanks = false;
            }
        }
    }

    private void singleQuoted(String text, boolean folds, int level) {
        put('\'');
        boolean blanks = false;
        boolean breaks = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                boolean inside = i > 0 && i < text.length() - 1;
                if (folds && !blanks && column > width && inside && text.charAt(i + 1) != ' ') {
                    indentTo(level);
                } else {
                    put(c);
                }
                blanks = true;
            } else if (YamlText.isBreak(c)) {
                if (!breaks && c == '\n') {
                    put('\n');
                }
                put(c);
                breaks = true;
            } else {
                if (breaks) {
                    indentTo(level);
                }
                if (c == '\'') {
                    put('\'');
                }
                put(c);
                blanks = false;
                breaks = false;
            }
        }
        if (breaks) {
            indentTo(level);
        }
        put('\'');
    }

    private void doubleQuoted(String text, boolean folds, int level) {
        put('"');
        boolean blanks = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int size = Character.charCount(c);
            if (YamlText.needsEscape(c, unicode)) {
                YamlText.escape(c).chars().forEach(each -> put((char) each));
                blanks = false;
            } else if (c == ' ') {
                if (folds && !blanks && column > width && i > 0 && i < text.length() - 1) {
                    indentTo(level);
                    if (text.charAt(i + 1) == ' ') {
                        put('\\');
                    }
                } else {
                    put(' ');
                }
                blanks = true;
            } else {
                Character.toString(c).chars().forEach(each -> put((char) each));
                blanks = false;
            }
            i += size;
        }
        put('"');
    }

    int indent() {
        return indent;
    }
}
