package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.HttpRequest;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plans {@code apt: deb=}: one package file, on the host already or fetched by it first and removed afterwards. */
final class AptFile {
    private final Args args;
    private final String source;
    private final boolean fetched;
    private final String path;

    AptFile(Args args) {
        this.args = args;
        this.source = args.string("deb");
        this.fetched = source.contains("://");
        this.path =
                fetched ? "/var/tmp/nightshift-" + Content.of(source).sha256().substring(0, 12) + ".deb" : source;
    }

    /** Is answered before anything of the file is read. */
    Probe marker() {
        return fetched ? Probe.Path.of(path) : description();
    }

    Plan plan(Readings now) {
        if (!AptTask.state(args).equals("present")) {
            return Plan.fail("deb only supports state=present");
        }
        if (!now.has(description())) {
            HttpRequest request = new HttpRequest("GET", source, Map.of(), null, true, true, Duration.ofMinutes(10));
            return new Plan.DoThenAsk(
                    List.of(new FileChange.Download(
                            path, request, null, new Attributes(null, null, 0644), false, false)),
                    List.of(marker(), description()));
        }
        Reading.CommandOutput described = now.command(description());
        String[] words = described.stdout().strip().split("\\s+");
        if (described.status() != 0 || words.length != 2) {
            return Plan.fail("Unable to install package: " + described.stderr().strip());
        }
        Probe.Packages installed = new Probe.Packages(PackageManager.APT, List.of(words[0]), false);
        if (!now.has(installed)) {
            return Plan.ask(installed);
        }
        Reading.PackageState state = now.packages(installed).get(words[0]);
        String version = state == null ? null : state.installed();
        List<Change> changes = new ArrayList<>();
        if (version == null || DebianVersion.compare(version, words[1]) != 0) {
            boolean older = version != null && DebianVersion.compare(version, words[1]) > 0;
            if (older && !args.flag("force") && !args.flag("allow_downgrade")) {
                return Plan.fail("A later version is already installed: " + words[0] + " " + version + ", and " + source
                        + " has " + words[1] + "; allow_downgrade: true installs it all the same");
            }
            changes.add(new PackageChange.Install(
                    PackageManager.APT,
                    List.of(new PackageChange.Wanted(path, null)),
                    version == null ? List.of() : List.of(words[0]),
                    PackageOptions.of(args)));
        }
        if (fetched) {
            changes.add(new FileChange.RemovePath(path));
        }
        return Plan.of(changes);
    }

    private Probe.Command description() {
        return new Probe.Command(
                List.of("dpkg-deb", "--show", "--showformat=${Package} ${Version}\\n", path), null, AptTask.ENGLISH);
    }
}
