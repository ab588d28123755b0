package io.nightshift.playbooks.template;

/**
 * One word of a template.
 *
 * @param text   as written; for a string its decoded content
 * @param offset where it begins
 */
record Token(Kind kind, String text, int offset) {
    enum Kind {
        TEXT,
        PRINT_START,
        PRINT_END,
        BLOCK_START,
        BLOCK_END,
        NAME,
        STRING,
        INTEGER,
        DECIMAL,
        OPERATOR,
        END
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** For messages. */
    String describe() {
        return switch (kind) {
            case END -> "the end";
            case BLOCK_END, PRINT_END -> "the end of the tag";
            case STRING -> "a text";
            case TEXT -> "template text";
            default -> "`" + text + "`";
        };
    }
}
