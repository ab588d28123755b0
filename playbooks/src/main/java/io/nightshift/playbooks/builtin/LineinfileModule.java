package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One line of a text file that is to be there, or not. */
final class LineinfileModule extends TextEdit.Module {
    private static final ModuleSpec SPEC = FileAttributes.with(ModuleSpec.builtin(
                    "lineinfile",
                    "Makes sure that a line is in a text file, or is not.",
                    Parameter.path("path", "The file, on the host.").must().alias("dest", "destfile", "name"),
                    Parameter.string("state", "Whether the line is to be there.")
                            .or("present")
                            .oneOf("absent", "present"),
                    Parameter.string(
                                    "regexp",
                                    "The line to replace, the last that matches; with `absent` every line that matches.")
                            .alias("regex"),
                    Parameter.string("search_string", "As `regexp`, but a plain text that the line contains."),
                    Parameter.string("line", "The line as it is to be.").alias("value"),
                    Parameter.string(
                            "insertafter",
                            "Where a new line goes: after the last line that matches this, at the end (`EOF`, the usual"
                                    + " place) or at the beginning (`BOF`)."),
                    Parameter.string(
                            "insertbefore",
                            "Where a new line goes: before the last line that matches this, or at the beginning (`BOF`)."),
                    Parameter.flag(
                            "backrefs",
                            false,
                            "`line` may hold `\\1` or `\\g<name>` for what the groups of `regexp` matched; where nothing"
                                    + " matches, nothing is inserted."),
                    Parameter.flag(
                            "create", false, "Make the file, and directories that lead to it, when it is missing."),
                    Parameter.flag(
                            "backup", false, "Leave a copy of the old file beside it, with the time in its name."),
                    Parameter.flag("firstmatch", false, "Take the first line that matches instead of the last."),
                    Parameter.string(
                            "validate",
                            "A command that must succeed before the file is put in place; `%s` is the path to check.")))
            .exclusive("insertbefore", "insertafter")
            .exclusive("regexp", "search_string")
            .exclusive("backrefs", "search_string");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    TextEdit edit(Args args, TextFile file) {
        return args.string("state").equals("present") ? present(args, file) : absent(args, file);
    }

    private static TextEdit present(Args args, TextFile file) {
        if (!args.has("line")) {
            throw new ModuleFailure("`state: present` needs `line`, the line to put into the file");
        }
        if (args.flag("backrefs") && !args.has("regexp")) {
            throw new ModuleFailure("`backrefs` needs `regexp`, whose groups the line is made of");
        }
        if (!file.exists() && !args.flag("create")) {
            throw new ModuleFailure(args.string("path") + " is not there; `create: true` makes it");
        }
        return LinePlace.of(args).put(new ArrayList<>(file.lines()), file.exists());
    }

    private static TextEdit absent(Args args, TextFile file) {
        if (!args.has("line") && !args.has("regexp") && !args.has("search_string")) {
            throw new ModuleFailure("`state: absent` needs one of `regexp`, `search_string` and `line`");
        }
        if (!file.exists()) {
            return new TextEdit(null, "file not present", Map.of("found", 0L));
        }
        LinePlace place = LinePlace.of(args);
        List<String> kept =
                file.lines().stream().filter(line -> !place.goes(line)).toList();
        int found = file.lines().size() - kept.size();
        String message = found == 0 ? "" : found + " line(s) removed";
        return new TextEdit(String.join("", kept), message, Map.of("found", (long) found));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = super.result(args, before, done);
        Object backup = result.values().get("backup_file");
        return result.failed() ? result : result.with("backup", backup == null ? "" : backup);
    }
}
