package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.FileChange.MakeDirectory;
import io.nightshift.playbooks.module.FileChange.WriteFile;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.List;

/** A new file or directory under a name that nothing else has. */
final class TempfileModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "tempfile",
            "Makes a temporary file or directory with a name of its own.",
            Parameter.string("state", "What to make.").or("file").oneOf("directory", "file"),
            Parameter.path("path", "The directory it is made in; without it the host's usual one."),
            Parameter.string("prefix", "How its name begins.").or("ansible."),
            Parameter.string("suffix", "How its name ends.").or(""));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    /** The host proposes a name that is free ({@code mktemp -u} makes nothing). */
    @Override
    public List<Probe> probe(Args args) {
        return List.of(name(args));
    }

    private static Probe.Command name(Args args) {
        List<String> argv = new ArrayList<>(List.of("mktemp", "-u"));
        argv.addAll(args.has("path") ? List.of("-p", args.string("path")) : List.of("-t"));
        argv.add(args.string("prefix") + "XXXXXXXX");
        return Probe.Command.of(argv.toArray(String[]::new));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            if (args.string("prefix").contains("/") || args.string("suffix").contains("/")) {
                throw new ModuleFailure("`prefix` and `suffix` are parts of a name and hold no /; use `path`");
            }
            Reading.CommandOutput answer = host.command(name(args));
            if (answer.status() != 0) {
                throw new ModuleFailure("the host has no room for a temporary file: "
                        + answer.stderr().strip());
            }
            String path = answer.stdout().strip() + args.string("suffix");
            return args.string("state").equals("directory")
                    ? Plan.of(new MakeDirectory(path, new Attributes(null, null, 0700)))
                    : Plan.of(WriteFile.of(path, Content.of(""), new Attributes(null, null, 0600)));
        });
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = Result.of(done).with("state", args.string("state"));
        boolean directory = args.string("state").equals("directory");
        String user = args.settings().user();
        result = result.with("owner", user)
                .with("mode", directory ? "0700" : "0600")
                .with("size", directory ? 4096L : 0L);
        if (user.equals("root")) {
            result = result.with("group", "root").with("uid", 0L).with("gid", 0L);
        }
        for (Outcome outcome : done) {
            if (outcome.change() instanceof FileChange made) {
                result = result.with("path", made.path());
            }
        }
        return result;
    }
}
