package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Controller.Entry;
import io.nightshift.playbooks.module.Controller.Kind;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One file made of the fragments in a directory. */
final class AssembleModule implements TaskModule {
    private static final ModuleSpec SPEC = FileAttributes.with(ModuleSpec.builtin(
            "assemble",
            "Makes one file of the fragments in a directory.",
            Parameter.string("src", "The directory of fragments, joined in the order of their names.")
                    .must(),
            Parameter.path("dest", "The file they make.").must(),
            Parameter.flag("remote_src", true, "The fragments are on the host; `no`: in the playbook's `files/`."),
            Parameter.string("delimiter", "What stands between two fragments."),
            Parameter.string("regexp", "Only fragments whose name holds a match are taken."),
            Parameter.flag("ignore_hidden", false, "Leave out names that begin with a dot."),
            Parameter.flag("backup", false, "Leave a copy of the old file beside it, with the time in its name."),
            Parameter.string(
                    "validate",
                    "A command that must succeed before the file is put in place; `%s` is the path to check.")));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        List<Probe> probes = new ArrayList<>(List.of(new Probe.Path(args.string("dest"), false, Checksum.SHA256)));
        if (args.flag("remote_src")) {
            probes.add(folder(args));
        }
        return probes;
    }

    private static Probe.Tree folder(Args args) {
        return new Probe.Tree(HostPath.withoutSlash(args.string("src")), 1, true, Checksum.NONE, FileTree.MOST_ENTRIES);
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            PlacedFile file = new PlacedFile(
                    args.string("dest"),
                    content(args, host),
                    FileAttributes.of(args),
                    args.flag("backup"),
                    true,
                    args.optional("validate").orElse(null));
            return Plan.of(file.changes(host.summed(args.string("dest"))));
        });
    }

    private static Content content(Args args, HostView host) {
        Map<String, byte[]> fragments = args.flag("remote_src") ? remote(args, host) : local(args);
        TextPattern names = TextPattern.of(args.optional("regexp").orElse(""));
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        boolean lineEnd = true;
        boolean first = true;
        byte[] delimiter =
                args.optional("delimiter").orElse("").replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        for (Map.Entry<String, byte[]> fragment : fragments.entrySet()) {
            String name = fragment.getKey();
            if (!names.isIn(name) || args.flag("ignore_hidden") && name.startsWith(".")) {
                continue;
            }
            if (!first && !lineEnd) {
                joined.write('\n');
            }
            if (!first && delimiter.length > 0) {
                joined.writeBytes(delimiter);
                if (delimiter[delimiter.length - 1] != '\n') {
                    joined.write('\n');
                }
            }
            byte[] bytes = fragment.getValue();
            joined.writeBytes(bytes);
            first = false;
            lineEnd = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
        }
        return Content.of(joined.toByteArray());
    }

    private static Map<String, byte[]> remote(Args args, HostView host) {
        List<PathState> entries = FileTree.read(host, folder(args));
        if (entries.isEmpty() || !entries.get(0).isDirectory()) {
            throw new ModuleFailure("there is no directory " + args.string("src") + " with fragments on the host");
        }
        List<PathState> files = entries.stream().filter(PathState::isFile).toList();
        host.need(files.stream().map(file -> Probe.FileContent.of(file.path())).toList());
        Map<String, byte[]> fragments = new TreeMap<>();
        files.forEach(file -> fragments.put(
                HostPath.name(file.path()), host.bytes(file.path()).orElse(new byte[0])));
        return fragments;
    }

    private static Map<String, byte[]> local(Args args) {
        Map<String, byte[]> fragments = new TreeMap<>();
        for (Entry entry : args.controller().tree(args.string("src"), Kind.FILES)) {
            if (!entry.directory() && !entry.relativePath().contains("/")) {
                try {
                    fragments.put(
                            entry.relativePath(),
                            Files.readAllBytes(entry.file().path()));
                } catch (IOException e) {
                    throw new ModuleFailure(entry.file().path() + " can no longer be read: " + e.getMessage());
                }
            }
        }
        return fragments;
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = FileTarget.backup(Result.of(done), done)
                .with("src", args.string("src"))
                .with("dest", args.string("dest"));
        if (result.failed()) {
            return result;
        }
        Content content = content(args, new HostView(before));
        result = result.message("OK").with("checksum", Digests.sha1(content)).with("md5sum", Digests.md5(content));
        Probe.Path dest = new Probe.Path(args.string("dest"), false, Checksum.SHA256);
        for (var value : HostView.described(dest, before, done).entrySet()) {
            result = result.with(value.getKey(), value.getValue());
        }
        return result;
    }
}
