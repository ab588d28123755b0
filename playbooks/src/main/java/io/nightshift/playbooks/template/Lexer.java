package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts a template into text, tags and the words inside the tags, and applies the whitespace rules. */
final class Lexer {
    private final Unit unit;
    private final String text;
    private final Syntax syntax;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean stripNext;
    private boolean lineStarting = true;

    Lexer(Unit unit, Syntax syntax) {
        this.unit = unit;
        this.text = unit.text();
        this.syntax = syntax;
    }

    /** The words of a bare expression, such as a {@code when}. */
    static List<Token> expression(Unit unit) {
        TagLexer words = new TagLexer(unit, 0, null, false);
        List<Token> tokens = words.read();
        tokens.add(new Token(Kind.END, "", unit.text().length()));
        return tokens;
    }

    /** The words of a whole template. */
    List<Token> template() {
        int end = text.length();
        if (!syntax.keepTrailingNewline() && text.endsWith("\n")) {
            end--;
        }
        while (at < end) {
            String mark = nextMark(end);
            if (mark == null) {
                emitText(at, end);
                break;
            }
            tag(text.indexOf(mark, at), mark);
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    /** The mark that comes first; of two at the same place the longer one. */
    private @Nullable String nextMark(int end) {
        String first = null;
        int best = end;
        for (String mark : List.of(syntax.printStart(), syntax.blockStart(), syntax.commentStart())) {
            int found = text.indexOf(mark, at);
            if (found >= 0 && (found < best || (found == best && first != null && mark.length() > first.length()))) {
                first = mark;
                best = found;
            }
        }
        return first;
    }

    private void tag(int start, String mark) {
        boolean block = mark.equals(syntax.blockStart());
        boolean comment = mark.equals(syntax.commentStart());
        int inside = start + mark.length();
        char sign = inside < text.length() ? text.charAt(inside) : ' ';
        textBefore(start, sign, block || comment);
        if (sign == '-' || ((block || comment) && sign == '+')) {
            inside++;
        }
        if (comment) {
            int end = text.indexOf(syntax.commentEnd(), inside);
            if (end < 0) {
                throw new Failure(
                        new Place(unit, start), "this comment has no end `" + syntax.commentEnd() + "`", null);
            }
            finishTag(end + syntax.commentEnd().length(), text.charAt(end - 1), true);
            return;
        }
        if (block && raw(start, inside)) {
            return;
        }
        tokens.add(new Token(block ? Kind.BLOCK_START : Kind.PRINT_START, mark, start));
        String endMark = block ? syntax.blockEnd() : syntax.printEnd();
        TagLexer words = new TagLexer(unit, inside, endMark, !block && syntax.plainBackslashes());
        tokens.addAll(words.read());
        if (!words.closed()) {
            throw new Failure(new Place(unit, start), "this tag has no end `" + endMark + "`", null);
        }
        tokens.add(new Token(block ? Kind.BLOCK_END : Kind.PRINT_END, endMark, words.end()));
        finishTag(words.end() + words.closeLength(), words.closeSign(), block);
    }

    /** {@code {% raw %}}: everything up to {@code {% endraw %}} is text. */
    private boolean raw(int start, int inside) {
        Matcher open = Pattern.compile("\\s*raw\\s*([-+]?)" + Pattern.quote(syntax.blockEnd()))
                .matcher(text)
                .region(inside, text.length());
        if (!open.lookingAt()) {
            return false;
        }
        finishTag(open.end(), open.group(1).isEmpty() ? ' ' : open.group(1).charAt(0), false);
        Matcher close = Pattern.compile(Pattern.quote(syntax.blockStart()) + "([-+]?)\\s*endraw\\s*([-+]?)"
                        + Pattern.quote(syntax.blockEnd()))
                .matcher(text);
        if (!close.find(at)) {
            throw new Failure(new Place(unit, start), "`raw` has no `endraw`", null);
        }
        textBefore(
                close.start(), close.group(1).isEmpty() ? ' ' : close.group(1).charAt(0), true);
        finishTag(close.end(), close.group(2).isEmpty() ? ' ' : close.group(2).charAt(0), true);
        return true;
    }

    private void textBefore(int end, char sign, boolean blockOrComment) {
        int stop = end;
        if (sign == '-') {
            while (stop > at && Character.isWhitespace(text.charAt(stop - 1))) {
                stop--;
            }
        } else if (sign != '+' && blockOrComment && syntax.lstripBlocks()) {
            int line = text.lastIndexOf('\n', end - 1) + 1;
            int from = Math.max(line, at);
            if ((line > at || lineStarting) && text.substring(from, end).isBlank()) {
                stop = from;
            }
        }
        emitText(at, stop);
        at = end;
    }

    private void emitText(int from, int to) {
        int start = from;
        if (stripNext) {
            while (start < to && Character.isWhitespace(text.charAt(start))) {
                start++;
            }
        }
        if (start < to) {
            tokens.add(new Token(Kind.TEXT, text.substring(start, to), start));
            stripNext = false;
        }
    }

    private void finishTag(int end, char sign, boolean trims) {
        at = end;
        stripNext = sign == '-';
        lineStarting = false;
        if (trims
                && sign != '+'
                && sign != '-'
                && syntax.trimBlocks()
                && at < text.length()
                && text.charAt(at) == '\n') {
            at++;
            lineStarting = true;
        }
    }
}
