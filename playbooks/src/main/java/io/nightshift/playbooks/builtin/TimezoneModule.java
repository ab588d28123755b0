package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code timezone}: where {@code /etc/localtime} leads, and what Debian writes beside it; see localtime(5). */
final class TimezoneModule implements TaskModule {
    private static final String ZONES = "/usr/share/zoneinfo/";
    private static final Probe.Path LINK = Probe.Path.of("/etc/localtime");
    private static final Probe.FileContent NAME = Probe.FileContent.of("/etc/timezone");
    private static final ModuleSpec SPEC = ModuleSpec.of(
                    "community.general",
                    "timezone",
                    "Sets the time zone.",
                    Parameter.string("name", "The zone, as `Europe/Brussels`."),
                    Parameter.string(
                                    "hwclock",
                                    "Whether the hardware clock runs in UTC. Not supported: such a task fails.")
                            .oneOf("local", "UTC")
                            .alias("rtc"))
            .oneOf("name", "hwclock");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return args.optional("name")
                .<List<Probe>>map(name -> List.of(LINK, NAME, zone(name)))
                .orElse(List.of());
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            if (args.has("hwclock")) {
                throw new ModuleFailure("`hwclock` is not supported; set it with a command task that has an `undo:`");
            }
            String name = args.string("name");
            if (name.startsWith("/")
                    || name.contains("..")
                    || !host.state(zone(name)).isFile()) {
                throw new ModuleFailure("there is no time zone " + name + " in " + ZONES
                        + " on the host; the package tzdata brings them");
            }
            List<Change> changes = new ArrayList<>();
            PathState link = host.state(LINK);
            if (!link.isLink()
                    || !HostPath.resolve("/etc", String.valueOf(link.linkTarget()))
                            .equals(ZONES + name)) {
                changes.add(new FileChange.MakeLink(LINK.path(), ZONES + name, false));
            }
            Optional<String> written = now.text(NAME); // only Debian and its kin have it
            if (written.isPresent() && !written.get().strip().equals(name)) {
                changes.add(FileChange.WriteFile.of(NAME.path(), Content.of(name + "\n"), Attributes.KEEP));
            }
            return Plan.of(changes);
        });
    }

    private static Probe.Path zone(String name) {
        return new Probe.Path(ZONES + name, true, Probe.Checksum.NONE);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return Result.of(done);
    }
}
