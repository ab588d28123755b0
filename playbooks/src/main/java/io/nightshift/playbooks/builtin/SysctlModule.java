package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.SystemChange.SetSysctl;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Kernel settings: in a file for the next boot, and in the running system. */
final class SysctlModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.of(
                    "ansible.posix",
                    "sysctl",
                    "Sets kernel settings, for the next boot and now.",
                    Parameter.string("name", "The setting, as `net.ipv4.ip_forward`.")
                            .must()
                            .alias("key"),
                    Parameter.string("value", "Its value; needed unless it is to be absent.")
                            .alias("val"),
                    Parameter.string("state", "Whether the setting is to be in the file.")
                            .or("present")
                            .oneOf("present", "absent"),
                    Parameter.path("sysctl_file", "The file that holds it.").or("/etc/sysctl.conf"),
                    Parameter.flag("reload", true, "When the file changes, set the running system, too."),
                    Parameter.flag("sysctl_set", false, "Set the running system even if the file need not change."),
                    Parameter.flag(
                            "ignoreerrors", false, "A setting that the running kernel does not know is no failure."))
            .alsoNamed("ansible.builtin.sysctl");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        List<Probe> probes = new ArrayList<>(TextFile.probes(args.string("sysctl_file")));
        probes.add(running(args));
        return probes;
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            boolean present = args.string("state").equals("present");
            if (present && args.optional("value").orElse("").isBlank()) {
                throw new ModuleFailure("`state: present` needs a `value` for " + args.string("name"));
            }
            String value = present ? value(args) : "";
            TextFile file = TextFile.read(host, args.string("sysctl_file"));
            String text = edited(file, args.string("name"), value, present);
            List<Change> changes = new ArrayList<>();
            if (!text.equals(file.textOrEmpty())) {
                changes.addAll(file.become(host, FileAttributes.NONE, text, null, false));
            }
            boolean set = present && (args.flag("sysctl_set") || args.flag("reload") && !changes.isEmpty());
            String inUse = host.need(running(args))
                    .readings()
                    .get(running(args), Reading.Text.class)
                    .value();
            if (set && (inUse == null || !same(inUse, value))) {
                // First of all: what the kernel refuses is not written to a file either.
                changes.add(0, new SetSysctl(args.string("name"), value, args.flag("ignoreerrors")));
            }
            return Plan.of(changes);
        });
    }

    /** The file with the setting in its old place, or at the end; a second mention of it is dropped. */
    private static String edited(TextFile file, String name, String value, boolean present) {
        StringBuilder text = new StringBuilder();
        boolean found = false;
        for (String line : file.lines()) {
            String stripped = line.strip();
            int equals = stripped.indexOf('=');
            boolean setting = equals > 0
                    && !stripped.startsWith("#")
                    && !stripped.startsWith(";")
                    && stripped.substring(0, equals).strip().equals(name);
            if (!setting) {
                text.append(line);
            } else if (present && !found) {
                found = true;
                boolean right = same(stripped.substring(equals + 1), value);
                text.append(right ? line : name + "=" + value + "\n");
            }
        }
        if (present && !found) {
            if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            text.append(name).append('=').append(value).append('\n');
        }
        return text.toString();
    }

    /** Words for yes and no are 1 and 0 to the kernel. */
    private static String value(Args args) {
        String value = args.string("value").strip();
        String word = value.toLowerCase(Locale.ROOT);
        if (Set.of("y", "yes", "on", "true").contains(word)) {
            return "1";
        }
        return Set.of("n", "no", "off", "false").contains(word) ? "0" : value;
    }

    /** Some settings are lists, whose blanks do not count. */
    private static boolean same(String one, String other) {
        return List.of(one.strip().split("\\s+")).equals(List.of(other.strip().split("\\s+")));
    }

    private static Probe.Sysctl running(Args args) {
        return new Probe.Sysctl(args.string("name"));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return Result.of(done);
    }
}
