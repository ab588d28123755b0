package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code apt_repository}: a source of packages is added to apt's lists, or taken out. */
final class AptRepositoryModule implements TaskModule {
    private static final String MAIN = "/etc/apt/sources.list";
    private static final Probe.Glob FILES = new Probe.Glob("/etc/apt/sources.list.d/*.list");
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "apt_repository",
            "Adds a source of packages to apt's lists, or takes it out.",
            Parameter.string("repo", "The source, as a line of `sources.list`: `deb URL SUITE COMPONENT`.")
                    .must(),
            Parameter.string("state", "Whether it is to be there.")
                    .or("present")
                    .oneOf("present", "absent"),
            Parameter.string(
                    "filename", "Name of the file it goes to, without `.list`; made from the URL when not given."),
            Parameter.of("mode", Parameter.Type.MODE, "Permissions of a new file.")
                    .or("0644"),
            Parameter.flag("update_cache", true, "Refresh the package index after a change.")
                    .alias("update-cache"),
            Parameter.of("update_cache_retries", Parameter.Type.INTEGER, "Accepted; a failed refresh fails the task."),
            Parameter.of("update_cache_retry_max_delay", Parameter.Type.INTEGER, "Accepted; as above."),
            Parameter.flag("validate_certs", true, "Accepted; apt checks certificates itself."),
            Parameter.flag("install_python_apt", true, "Accepted; nothing is needed on the host."),
            Parameter.string("codename", "Accepted; only PPAs have use for it, and these are not supported."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(Probe.FileContent.of(MAIN), FILES);
    }

    @Override
    public Plan plan(Args args, Readings now) {
        String repository = args.string("repo").strip();
        if (repository.startsWith("ppa:")) {
            return Plan.fail(
                    "`apt_repository` cannot look up a PPA; give its line as Launchpad shows it: deb URL SUITE main");
        }
        String source = AptSources.active(repository)
                .orElseThrow(() -> new ModuleFailure("Invalid repository string: " + args.string("repo")));
        List<String> names = names(now);
        List<Probe> unread = names.stream()
                .<Probe>map(Probe.FileContent::of)
                .filter(file -> !now.has(file))
                .toList();
        if (!unread.isEmpty()) {
            return new Plan.Ask(unread);
        }
        Map<String, String> before = new LinkedHashMap<>();
        for (String name : names) {
            now.text(Probe.FileContent.of(name)).ifPresent(text -> before.put(name, text));
        }
        boolean present = args.string("state").equals("present");
        Map<String, String> after = present
                ? AptSources.with(before, source, AptSources.file(source, args.optional("filename")))
                : AptSources.without(before, source);
        List<Change> changes = new ArrayList<>();
        after.forEach((path, text) -> {
            if (!text.equals(before.get(path))) {
                changes.add(change(args, path, text, !before.containsKey(path)));
            }
        });
        if (!changes.isEmpty() && args.flag("update_cache")) {
            changes.add(new PackageChange.RefreshIndex(PackageManager.APT));
        }
        return Plan.of(changes);
    }

    private static Change change(Args args, String path, String text, boolean isNew) {
        if (text.isEmpty() && !path.equals(MAIN)) {
            return new FileChange.RemovePath(path);
        }
        Attributes attributes = isNew
                ? new Attributes(null, null, SymbolicMode.resolve(args.string("mode"), 0644, false))
                : Attributes.KEEP;
        return FileChange.WriteFile.of(path, Content.of(text), attributes);
    }

    private static List<String> names(Readings now) {
        List<String> names = new ArrayList<>(List.of(MAIN));
        names.addAll(now.get(FILES, Reading.Names.class).names());
        return names;
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return Result.of(done).with("repo", args.string("repo")).with("state", args.string("state"));
    }
}
