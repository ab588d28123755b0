package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** A block of lines between two markers in a text file. */
final class BlockinfileModule extends TextEdit.Module {
    private static final ModuleSpec SPEC = FileAttributes.with(ModuleSpec.builtin(
                    "blockinfile",
                    "Keeps a block of lines between two marker lines in a text file.",
                    Parameter.path("path", "The file, on the host.").must().alias("dest", "destfile", "name"),
                    Parameter.string("state", "Whether the block is to be there.")
                            .or("present")
                            .oneOf("absent", "present"),
                    Parameter.string("block", "The lines; an empty block is removed.")
                            .or("")
                            .alias("content"),
                    Parameter.string("marker", "The marker lines; `{mark}` stands for their two words.")
                            .or("# {mark} ANSIBLE MANAGED BLOCK"),
                    Parameter.string("marker_begin", "The word of the first marker.")
                            .or("BEGIN"),
                    Parameter.string("marker_end", "The word of the second marker.")
                            .or("END"),
                    Parameter.string(
                            "insertafter",
                            "Where a new block goes: after the last line that matches this, or at the end (`EOF`, the"
                                    + " usual place)."),
                    Parameter.string(
                            "insertbefore",
                            "Where a new block goes: before the last line that matches this, or at the beginning (`BOF`)."),
                    Parameter.flag(
                            "create", false, "Make the file, and directories that lead to it, when it is missing."),
                    Parameter.flag(
                            "backup", false, "Leave a copy of the old file beside it, with the time in its name."),
                    Parameter.flag("append_newline", false, "An empty line after the block, unless it ends the file."),
                    Parameter.flag(
                            "prepend_newline", false, "An empty line before the block, unless it begins the file."),
                    Parameter.string(
                            "validate",
                            "A command that must succeed before the file is put in place; `%s` is the path to check.")))
            .exclusive("insertbefore", "insertafter");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    TextEdit edit(Args args, TextFile file) {
        boolean present = args.string("state").equals("present");
        if (!file.exists() && !present) {
            return TextEdit.leave("file " + args.string("path") + " not present");
        }
        if (!file.exists() && !args.flag("create")) {
            throw new ModuleFailure(args.string("path") + " is not there; `create: true` makes it");
        }
        String first = args.string("marker").replace("{mark}", args.string("marker_begin")) + "\n";
        String last = args.string("marker").replace("{mark}", args.string("marker_end")) + "\n";
        if (first.equals(last)) {
            throw new ModuleFailure("the two marker lines must differ: put {mark} into `marker`");
        }
        List<String> block = new ArrayList<>();
        if (present && !args.string("block").isEmpty()) {
            String text = args.string("block");
            block.add(first);
            block.addAll(TextFile.lines(text.endsWith("\n") ? text : text + "\n"));
            block.add(last);
        }
        List<String> lines = new ArrayList<>(file.lines());
        int at = makeRoom(args, file, lines, first, last);
        if (at > 0 && !lines.get(at - 1).endsWith("\n")) {
            lines.set(at - 1, lines.get(at - 1) + "\n");
        }
        if (args.flag("prepend_newline")
                && present
                && at > 0
                && !lines.get(at - 1).equals("\n")) {
            lines.add(at++, "\n");
        }
        lines.addAll(at, block);
        int after = at + block.size();
        if (args.flag("append_newline")
                && present
                && after < lines.size()
                && !lines.get(after).equals("\n")) {
            lines.add(after, "\n");
        }
        String text = String.join("", lines);
        String message = text.equals(file.text())
                ? ""
                : !file.exists() ? "File created" : block.isEmpty() ? "Block removed" : "Block inserted";
        return TextEdit.of(text, message);
    }

    /** Takes the old block out and says where the new one goes. */
    private static int makeRoom(Args args, TextFile file, List<String> lines, String first, String last) {
        int begin = lines.lastIndexOf(first);
        int end = lines.lastIndexOf(last);
        if (begin >= 0 && end >= 0) {
            int from = Math.min(begin, end);
            lines.subList(from, Math.max(begin, end) + 1).clear();
            return from;
        }
        String after = args.optional("insertafter").orElse("EOF");
        if (args.has("insertbefore")) {
            String before = args.string("insertbefore");
            return before.equals("BOF") ? 0 : anchor(before, file, lines, false);
        }
        return after.equals("EOF") ? lines.size() : after.equals("BOF") ? 0 : anchor(after, file, lines, true);
    }

    private static int anchor(String expression, TextFile file, List<String> lines, boolean after) {
        TextPattern pattern = TextPattern.of(expression);
        if (expression.startsWith("(?")
                && expression.substring(0, Math.max(2, expression.indexOf(')'))).contains("m")) {
            Matcher match = pattern.matcher(file.textOrEmpty());
            if (!match.find()) {
                return lines.size();
            }
            String above = file.textOrEmpty().substring(0, after ? match.end() : match.start());
            return (int) above.chars().filter(one -> one == '\n').count() + (after ? 1 : 0);
        }
        int found = lines.size();
        for (int i = 0; i < lines.size(); i++) {
            if (pattern.isIn(lines.get(i))) {
                found = after ? i + 1 : i;
            }
        }
        return found;
    }
}
