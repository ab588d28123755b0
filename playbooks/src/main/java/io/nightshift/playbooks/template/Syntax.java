package io.nightshift.playbooks.template;

/**
 * How a template is written.
 *
 * @param trimBlocks          the newline after a block is removed
 * @param lstripBlocks        blanks before a block that begins its line are removed
 * @param keepTrailingNewline the last newline of the text is kept
 * @param plainBackslashes    a backslash in a printed expression's text stands for itself, so that {@code '\1'} needs no doubling (playbooks, not template files)
 */
public record Syntax(
        String blockStart,
        String blockEnd,
        String printStart,
        String printEnd,
        String commentStart,
        String commentEnd,
        boolean trimBlocks,
        boolean lstripBlocks,
        boolean keepTrailingNewline,
        boolean plainBackslashes) {

    /** Texts in playbooks, inventories and variable files. */
    public static final Syntax PLAYBOOK = new Syntax("{%", "%}", "{{", "}}", "{#", "#}", true, false, false, true);

    /** Files of the template module. */
    public static final Syntax FILE = new Syntax("{%", "%}", "{{", "}}", "{#", "#}", true, false, false, false);

    /** The same with one option changed, named as in a {@code #jinja2:} header or the template module; unknown names are refused. */
    public Syntax with(String option, String value) {
        boolean flag = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes");
        return switch (option) {
            case "trim_blocks" -> withFlags(flag, lstripBlocks, keepTrailingNewline);
            case "lstrip_blocks" -> withFlags(trimBlocks, flag, keepTrailingNewline);
            case "keep_trailing_newline" -> withFlags(trimBlocks, lstripBlocks, flag);
            case "block_start_string" -> withMarks(value, blockEnd, printStart, printEnd, commentStart, commentEnd);
            case "block_end_string" -> withMarks(blockStart, value, printStart, printEnd, commentStart, commentEnd);
            case "variable_start_string" -> withMarks(blockStart, blockEnd, value, printEnd, commentStart, commentEnd);
            case "variable_end_string" -> withMarks(blockStart, blockEnd, printStart, value, commentStart, commentEnd);
            case "comment_start_string" -> withMarks(blockStart, blockEnd, printStart, printEnd, value, commentEnd);
            case "comment_end_string" -> withMarks(blockStart, blockEnd, printStart, printEnd, commentStart, value);
            default -> throw new IllegalArgumentException(option);
        };
    }

    private Syntax withFlags(boolean trim, boolean lstrip, boolean keep) {
        return new Syntax(
                blockStart,
                blockEnd,
                printStart,
                printEnd,
                commentStart,
                commentEnd,
                trim,
                lstrip,
                keep,
                plainBackslashes);
    }

    private Syntax withMarks(String bs, String be, String ps, String pe, String cs, String ce) {
        return new Syntax(bs, be, ps, pe, cs, ce, trimBlocks, lstripBlocks, keepTrailingNewline, plainBackslashes);
    }
}
