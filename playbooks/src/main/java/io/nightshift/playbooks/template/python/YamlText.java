package io.nightshift.playbooks.template.python;

/** What stands in a text and so decides how YAML may write it. The rules are those of libyaml's emitter. */
final class YamlText {
    private boolean flowPlain = true;
    private boolean blockPlain = true;
    private boolean singleQuotable = true;
    private boolean multiline;

    YamlText(String text, boolean unicode) {
        if (text.isEmpty()) {
            flowPlain = false;
            return;
        }
        if (text.startsWith("---") || text.startsWith("...")) {
            flowPlain = false;
            blockPlain = false;
        }
        characters(text, unicode);
        blanks(text);
        if (multiline) {
            flowPlain = false;
            blockPlain = false;
        }
    }

    boolean flowPlain() {
        return flowPlain;
    }

    boolean blockPlain() {
        return blockPlain;
    }

    boolean singleQuotable() {
        return singleQuotable;
    }

    boolean multiline() {
        return multiline;
    }

    private void characters(String text, boolean unicode) {
        boolean blankBefore = true;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int size = Character.charCount(c);
            boolean blankAfter = i + size >= text.length() || isBlank(text.charAt(i + size));
            if (i == 0) {
                first(c, blankAfter);
            } else {
                later(c, blankBefore, blankAfter);
            }
            if (isBreak(c)) {
                multiline = true;
            }
            if (!isPrintable(c) || (c > 127 && !unicode)) {
                if (!isBreak(c)) {
                    flowPlain = false;
                    blockPlain = false;
                    singleQuotable = false;
                }
            }
            blankBefore = isBlank(c);
            i += size;
        }
    }

    private void first(int c, boolean blankAfter) {
        if ("#,[]{}&*!|>'\"%@`".indexOf(c) >= 0) {
            flowPlain = false;
            blockPlain = false;
        }
        if (c == '?' || c == ':') {
            flowPlain = false;
            blockPlain &= !blankAfter;
        }
        if (c == '-' && blankAfter) {
            flowPlain = false;
            blockPlain = false;
        }
    }

    private void later(int c, boolean blankBefore, boolean blankAfter) {
        if (",?[]{}".indexOf(c) >= 0) {
            flowPlain = false;
        }
        if (c == ':') {
            flowPlain = false;
            blockPlain &= !blankAfter;
        }
        if (c == '#' && blankBefore) {
            flowPlain = false;
            blockPlain = false;
        }
    }

    private void blanks(String text) {
        boolean breakBefore = false;
        boolean blankBefore = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                if (i == 0 || i == text.length() - 1) {
                    flowPlain = false;
                    blockPlain = false;
                }
                if (breakBefore) {
                    flowPlain = false;
                    blockPlain = false;
                    singleQuotable = false;
                }
                blankBefore = true;
                breakBefore = false;
            } else if (isBreak(c)) {
                if (blankBefore) {
                    flowPlain = false;
                    blockPlain = false;
                    singleQuotable = false;
                }
                breakBefore = true;
                blankBefore = false;
            } else {
                breakBefore = false;
                blankBefore = false;
            }
        }
    }

    static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == 0 || isBreak(c);
    }

    private static boolean isPrintable(int c) {
        return c == '\n'
                || (c >= 0x20 && c <= 0x7e)
                || c == 0x85
                || (c >= 0xa0 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff);
    }

    static boolean needsEscape(int c, boolean unicode) {
        return !isPrintable(c) || (!unicode && c > 127) || c == 0xfeff || isBreak(c) || c == '"' || c == '\\';
    }

    static String escape(int c) {
        int known = "\0\u0007\b\t\n\u000b\f\r\u001b\"\\\u0085\u00a0\u2028\u2029".indexOf(c);
        if (known >= 0) {
            return "\\" + "0abtnvfre\"\\N_LP".charAt(known);
        }
        return c <= 0xff
                ? String.format("\\x%02X", c)
                : c <= 0xffff ? String.format("\\u%04X", c) : String.format("\\U%08X", c);
    }
}
