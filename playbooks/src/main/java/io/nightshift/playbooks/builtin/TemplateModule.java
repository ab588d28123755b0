package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Controller.Kind;
import io.nightshift.playbooks.module.Controller.TemplateOptions;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A template of the playbook, rendered with the host's variables and put on the host. */
final class TemplateModule implements TaskModule {
    private static final ModuleSpec SPEC = FileAttributes.with(ModuleSpec.builtin(
            "template",
            "Puts a template, rendered with the host's variables, on the host.",
            Parameter.string("src", "The template, in `templates/` of the role or playbook.")
                    .must(),
            Parameter.path(
                            "dest",
                            "Where the file goes on the host. With a trailing slash it is a directory, which is made.")
                    .must(),
            Parameter.flag("backup", false, "Leave a copy of the old file beside it, with the time in its name."),
            Parameter.flag("force", true, "Replace a file whose content differs; `no` leaves any file alone."),
            Parameter.flag("follow", false, "Write to what a link at `dest` leads to, instead of replacing it."),
            Parameter.string(
                    "validate",
                    "A command that must succeed before the file is put in place; `%s` is the path to check."),
            Parameter.string("newline_sequence", "How lines end.")
                    .or("\n")
                    .oneOf("\n", "\r", "\r\n", "\\n", "\\r", "\\r\\n"),
            Parameter.string("output_encoding", "The character set of the file.")
                    .or("utf-8"),
            Parameter.flag("trim_blocks", true, "The line end after a block tag is left out."),
            Parameter.flag("lstrip_blocks", false, "The blanks before a block tag that begins a line are left out."),
            Parameter.string("block_start_string", "What begins a block.").or("{%"),
            Parameter.string("block_end_string", "What ends a block.").or("%}"),
            Parameter.string("variable_start_string", "What begins an expression.")
                    .or("{{"),
            Parameter.string("variable_end_string", "What ends an expression.").or("}}"),
            Parameter.string("comment_start_string", "What begins a comment.").or("{#"),
            Parameter.string("comment_end_string", "What ends a comment.").or("#}")));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return FileTarget.probes(args.string("dest"), HostPath.name(args.string("src")));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(
                now, host -> FileTarget.plan(args, host, HostPath.name(args.string("src")), content(args), mode(args)));
    }

    private static @Nullable String mode(Args args) {
        String mode = args.optional("mode").orElse(null);
        return "preserve".equals(mode)
                ? FileAttributes.octal(LocalModes.of(args.controller()
                        .file(args.string("src"), Kind.TEMPLATES)
                        .path()))
                : mode;
    }

    private static Content content(Args args) {
        String text = args.controller()
                .render(args.string("src"), Map.of("template_destpath", args.string("dest")), options(args));
        try {
            var bytes =
                    Charset.forName(args.string("output_encoding")).newEncoder().encode(CharBuffer.wrap(text));
            return Content.of(Arrays.copyOf(bytes.array(), bytes.limit()));
        } catch (CharacterCodingException e) {
            throw new ModuleFailure(
                    "the rendered text has characters that " + args.string("output_encoding") + " has not");
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ModuleFailure("there is no character set called `" + args.string("output_encoding") + "`");
        }
    }

    private static TemplateOptions options(Args args) {
        return new TemplateOptions(
                args.flag("trim_blocks"),
                args.flag("lstrip_blocks"),
                args.string("newline_sequence").replace("\\n", "\n").replace("\\r", "\r"),
                args.string("block_start_string"),
                args.string("block_end_string"),
                args.string("variable_start_string"),
                args.string("variable_end_string"),
                args.string("comment_start_string"),
                args.string("comment_end_string"));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        String name = HostPath.name(args.string("src"));
        Result result = Result.of(done).with("src", args.string("src"));
        return FileTarget.result(args, name, content(args), result, before, done);
    }
}
