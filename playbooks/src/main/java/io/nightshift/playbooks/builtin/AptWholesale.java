package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What apt does to all packages: upgrade them, remove what nothing needs, tidy the cache; apt's own simulation tells whether there is work. */
final class AptWholesale {
    private AptWholesale() {}

    /** What an upgrade would do; prints a line beginning with Inst or Remv for each package. */
    static Probe.Command simulation(Args args, String mode) {
        List<String> argv = new ArrayList<>(List.of("apt-get", "-s", "-q"));
        args.optional("default_release").ifPresent(release -> argv.addAll(List.of("-t", release)));
        if (mode.equals("dist") || mode.equals("full")) {
            argv.add("dist-upgrade");
        } else {
            argv.addAll(List.of("upgrade", "--with-new-pkgs"));
        }
        if (args.flag("autoremove")) {
            argv.add("--auto-remove");
        }
        return new Probe.Command(argv, null, AptTask.ENGLISH);
    }

    /** What some other action of apt would do to these packages. */
    static Probe.Command simulation(String action, List<String> names) {
        List<String> argv = new ArrayList<>(List.of("apt-get", "-s", "-q"));
        argv.addAll(List.of(action.split(" ")));
        argv.addAll(names);
        return new Probe.Command(argv, null, AptTask.ENGLISH);
    }

    static boolean hasWork(Readings now, Probe.Command simulation) {
        return !lines(now, simulation, "Inst ", "Remv ", "Conf ").isEmpty();
    }

    /** {@code state: fixed} without names: what is broken is completed. */
    static Plan repair(Args args, Readings now) {
        Probe.Command simulation = simulation("--fix-broken install", List.of());
        if (!now.has(simulation)) {
            return Plan.ask(simulation);
        }
        Map<String, String> options = new LinkedHashMap<>(PackageOptions.of(args));
        options.put("state", "fixed");
        return hasWork(now, simulation)
                ? Plan.of(new PackageChange.Install(PackageManager.APT, List.of(), List.of(), options))
                : Plan.nothing();
    }

    static Plan upgrade(Args args, Readings now) {
        String mode =
                args.optional("upgrade").filter(word -> !word.equals("no")).orElse("yes");
        List<String> work = lines(now, simulation(args, mode), "Inst ", "Remv ");
        if (work.isEmpty()) {
            return Plan.nothing();
        }
        Map<String, String> options = new LinkedHashMap<>(PackageOptions.of(args));
        if (args.flag("autoremove")) {
            options.put("autoremove", "true");
        }
        return Plan.of(new PackageChange.UpgradeAll(PackageManager.APT, mode, options));
    }

    /** {@code autoremove} and {@code autoclean} without package names. */
    static Plan tidy(Args args, Readings now) {
        Probe.Command needless = command("autoremove");
        Probe.Command stale = command("autoclean");
        List<Probe> missing = new ArrayList<>();
        if (args.flag("autoremove") && !now.has(needless)) {
            missing.add(needless);
        }
        if (args.flag("autoclean") && !now.has(stale)) {
            missing.add(stale);
        }
        if (!missing.isEmpty()) {
            return new Plan.Ask(missing);
        }
        List<Change> changes = new ArrayList<>();
        if (args.flag("autoclean") && !lines(now, stale, "Del ").isEmpty()) {
            changes.add(new PackageChange.Clean(PackageManager.APT, false));
        }
        if (args.flag("autoremove")) {
            List<String> names = lines(now, needless, "Remv ").stream()
                    .map(line -> line.split(" ")[1])
                    .toList();
            if (!names.isEmpty()) {
                changes.add(new PackageChange.Remove(
                        PackageManager.APT, names, args.flag("purge"), false, PackageOptions.of(args)));
            }
        }
        return Plan.of(changes);
    }

    private static Probe.Command command(String action) {
        return new Probe.Command(List.of("apt-get", "-s", "-q", action), null, AptTask.ENGLISH);
    }

    private static List<String> lines(Readings now, Probe.Command probe, String... beginnings) {
        Reading.CommandOutput output = now.command(probe);
        if (output.status() != 0) {
            throw new ModuleFailure("'" + String.join(" ", probe.argv()) + "' failed: "
                    + output.stderr().strip());
        }
        return output.stdout()
                .lines()
                .filter(line -> {
                    for (String beginning : beginnings) {
                        if (line.startsWith(beginning)) {
                            return true;
                        }
                    }
                    return false;
                })
                .toList();
    }
}
