package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.FileChange.FetchFile;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of the host, brought to the controller. */
final class FetchModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "fetch",
            "Brings a file of the host to the controller.",
            Parameter.path("src", "The file, on the host.").must(),
            Parameter.string(
                            "dest",
                            "A folder of the controller, from the playbook's folder; the file goes to"
                                    + " `HOST/PATH` in it.")
                    .must(),
            Parameter.flag(
                    "flat", false, "`dest` is the file itself, or with a trailing slash the folder it goes into."),
            Parameter.flag("fail_on_missing", true, "Fail when the file is not there."),
            Parameter.flag("validate_checksum", true, "Compare the checksums of what was sent and what arrived."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(source(args));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            PathState state = host.state(source(args));
            if (!state.isFile()) {
                String problem = state.exists()
                        ? args.string("src") + " is " + HostPath.phrase(state) + "; only files can be fetched"
                        : args.string("src") + " is not there, so it cannot be fetched";
                if (args.flag("fail_on_missing")) {
                    throw new ModuleFailure(problem);
                }
                return Plan.nothing(problem + ", ignored");
            }
            Path local = local(args);
            if (Files.isDirectory(local)) {
                throw new ModuleFailure(
                        local + " is a folder on the controller; end `dest` with / to put the file into it");
            }
            boolean same = Files.isRegularFile(local) && Digests.sha1(local).equals(state.checksum());
            return same
                    ? Plan.nothing()
                    : Plan.of(new FetchFile(args.string("src"), local.toString(), args.flag("validate_checksum")));
        });
    }

    private static Path local(Args args) {
        String dest = args.string("dest");
        if (dest.startsWith("~/")) {
            dest = System.getProperty("user.home") + dest.substring(1);
        }
        String source = args.string("src");
        if (!args.flag("flat")) {
            String host = String.valueOf(args.controller().variable("inventory_hostname"));
            dest = HostPath.join(HostPath.join(dest, host), source.startsWith("/") ? source.substring(1) : source);
        } else if (dest.endsWith("/")) {
            dest += HostPath.name(source);
        }
        Path path = Path.of(dest);
        return path.isAbsolute()
                ? path.normalize()
                : Path.of(String.valueOf(args.controller().variable("playbook_dir")))
                        .resolve(path)
                        .normalize();
    }

    private static Probe.Path source(Args args) {
        return new Probe.Path(args.string("src"), true, Checksum.SHA1);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        PathState state = before.path(source(args));
        Result result = Result.of(done);
        if (!state.isFile()) {
            return result.message("the remote file does not exist, not transferring, ignored")
                    .with("file", args.string("src"));
        }
        return result.with("dest", local(args).toString())
                .with("file", args.string("src"))
                .with("checksum", state.checksum())
                .with("remote_checksum", state.checksum())
                .with("md5sum", result.failed() ? null : md5(local(args)))
                .with("remote_md5sum", null);
    }

    private static @Nullable String md5(Path file) {
        return Files.isRegularFile(file) ? Digests.of(file, "MD5") : null; // not there in check mode
    }
}
