package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.Base64;
import java.util.List;

/** A file's bytes as a variable. */
final class SlurpModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "slurp",
            "Reads a file of the host into a variable.",
            Parameter.path("src", "The file, on the host; at most 16 MiB.")
                    .must()
                    .alias("path"));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(Probe.FileContent.of(args.string("src")));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            bytes(args, host);
            return Plan.nothing();
        });
    }

    private static byte[] bytes(Args args, HostView host) {
        return host.bytes(args.string("src"))
                .orElseThrow(() -> new ModuleFailure("there is no file " + args.string("src") + " to read"));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        byte[] bytes = bytes(args, new HostView(before));
        return Result.unchanged()
                .with("content", Base64.getEncoder().encodeToString(bytes))
                .with("encoding", "base64")
                .with("source", args.string("src"));
    }
}
