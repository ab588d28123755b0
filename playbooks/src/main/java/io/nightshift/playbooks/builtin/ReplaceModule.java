package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.regex.Matcher;

/** Every match of a regular expression in a file, replaced. */
final class ReplaceModule extends TextEdit.Module {
    private static final ModuleSpec SPEC = FileAttributes.with(ModuleSpec.builtin(
            "replace",
            "Replaces every match of a regular expression in a file.",
            Parameter.path("path", "The file, on the host.").must().alias("dest", "destfile", "name"),
            Parameter.string("regexp", "What to replace, in Python's syntax; `^` and `$` match at every line.")
                    .must(),
            Parameter.string(
                            "replace",
                            "What to put there; may hold `\\1` or `\\g<name>`. Without it matches are removed.")
                    .or(""),
            Parameter.string("after", "Only what comes after the first match of this is looked at."),
            Parameter.string("before", "Only what comes before a match of this is looked at."),
            Parameter.flag("backup", false, "Leave a copy of the old file beside it, with the time in its name."),
            Parameter.string("encoding", "The character set of the file.").or("utf-8"),
            Parameter.string(
                    "validate",
                    "A command that must succeed before the file is put in place; `%s` is the path to check.")));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    TextFile read(Args args, HostView host) {
        String name = args.string("encoding");
        try {
            return TextFile.read(host, args.string("path"), name.equals("utf-8") ? null : Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ModuleFailure("there is no character set called `" + name + "`");
        }
    }

    @Override
    TextEdit edit(Args args, TextFile file) {
        String text = file.text();
        if (text == null) {
            throw new ModuleFailure(args.string("path") + " is not there, so nothing in it can be replaced");
        }
        int from = 0;
        int to = text.length();
        if (args.has("after") || args.has("before")) {
            String section = args.optional("after").orElse("")
                    + (args.has("before") && args.has("after") ? "(?P<subsection>.*?)" : "(?P<subsection>.*)")
                    + args.optional("before").orElse("");
            TextPattern pattern = TextPattern.acrossLines(section);
            Matcher match = pattern.matcher(text);
            if (!match.find()) {
                return edit(text, "what `after` and `before` say was not found: " + section);
            }
            int group = pattern.groupNumber("subsection");
            from = match.start(group);
            to = match.end(group);
        }
        TextPattern.Replaced replaced = TextPattern.multiline(args.string("regexp"))
                .replaceAll(text.substring(from, to), args.string("replace"));
        String result = text.substring(0, from) + replaced.text() + text.substring(to);
        return edit(result, result.equals(text) ? "" : replaced.count() + " replacements made");
    }

    private static TextEdit edit(String text, String message) {
        return new TextEdit(text, message, Map.of("rc", 0L));
    }
}
