package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Controller.Kind;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files and folders from the controller (or from elsewhere on the host), or text from the playbook, put on the host. */
final class CopyModule implements TaskModule {
    private static final ModuleSpec SPEC = FileAttributes.with(ModuleSpec.builtin(
                    "copy",
                    "Puts files, folders or text on the host.",
                    Parameter.string(
                            "src",
                            "A file or folder of the playbook (in `files/`), or of the host with `remote_src`."
                                    + " With a trailing slash only what is in the folder is copied."),
                    Parameter.of(
                            "content",
                            Type.RAW,
                            "The text the file is to hold; lists and mappings are written as JSON."),
                    Parameter.path(
                                    "dest",
                                    "Where it goes on the host. With a trailing slash it is a directory, which is made.")
                            .must(),
                    Parameter.flag(
                            "backup", false, "Leave a copy of the old file beside it, with the time in its name."),
                    Parameter.flag("force", true, "Replace a file whose content differs; `no` leaves any file alone."),
                    Parameter.string(
                            "validate",
                            "A command that must succeed before the file is put in place; `%s` is the path to check."),
                    Parameter.of(
                            "directory_mode", Type.MODE, "Permissions of the directories that are copied or made."),
                    Parameter.flag("remote_src", false, "`src` is on the host already."),
                    Parameter.flag(
                            "follow", false, "Write to what a link at `dest` leads to, instead of replacing it."),
                    Parameter.of(
                            "local_follow",
                            Type.BOOLEAN,
                            "Copy what links in a folder lead to. Folders of the playbook are always copied so; with"
                                    + " `remote_src` links stay links unless this is `yes`."),
                    Parameter.string("checksum", "SHA-1 that the source must have."),
                    Parameter.flag("decrypt", true, "Vaulted files are opened on their way. Only `yes` is supported.")))
            .exclusive("src", "content")
            .oneOf("src", "content");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        if (args.flag("remote_src")) {
            return HostCopy.probes(args);
        }
        return isFolder(args) ? FolderCopy.probes(args) : FileTarget.probes(args.string("dest"), name(args));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            if (!args.flag("decrypt")) {
                throw new ModuleFailure("`decrypt: false` is not supported; vaulted files are always opened");
            }
            if (args.flag("remote_src")) {
                return HostCopy.plan(args, host);
            }
            return isFolder(args) ? FolderCopy.plan(args, host) : single(args, host);
        });
    }

    private static Plan single(Args args, HostView host) {
        Content content = content(args);
        String expected = args.optional("checksum").orElse("");
        if (!expected.isEmpty() && !expected.equalsIgnoreCase(Digests.sha1(content))) {
            throw new ModuleFailure(
                    "the source has the SHA-1 " + Digests.sha1(content) + ", not " + expected + " as `checksum` says");
        }
        return FileTarget.plan(args, host, name(args), content, mode(args));
    }

    private static @Nullable String mode(Args args) {
        if (!args.optional("mode").orElse("").equals("preserve")) {
            return args.optional("mode").orElse(null);
        }
        if (args.has("content")) {
            throw new ModuleFailure("`mode: preserve` takes the mode of `src`, but `content` has none");
        }
        return FileAttributes.octal(LocalModes.of(
                args.controller().file(args.string("src"), Kind.FILES).path()));
    }

    private static Content content(Args args) {
        Object content = args.raw("content");
        if (content == null) {
            return args.controller().file(args.string("src"), Kind.FILES);
        }
        if (content instanceof Map<?, ?> || content instanceof List<?>) {
            return Content.of(PythonJson.of(content));
        }
        if (content instanceof Boolean flag) {
            return Content.of(flag ? "True" : "False");
        }
        return Content.of(String.valueOf(content));
    }

    private static boolean isFolder(Args args) {
        return args.has("src") && args.controller().isDirectory(args.string("src"), Kind.FILES);
    }

    private static @Nullable String name(Args args) {
        return args.optional("src").map(HostPath::name).orElse(null);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = Result.of(done).with("src", args.optional("src").orElse(null));
        if (args.flag("remote_src")) {
            return HostCopy.result(args, result, before, done);
        }
        if (isFolder(args)) {
            return result.with("dest", HostPath.withoutSlash(args.string("dest")) + "/");
        }
        return FileTarget.result(args, name(args), content(args), result, before, done);
    }
}
