package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code package}: packages by name, with whatever package manager the host has. */
final class PackageModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "package",
            "Installs, upgrades and removes packages with the host's own package manager.",
            Parameter.of("name", Type.STRINGS, "Packages, under the names they have on the host.")
                    .must()
                    .alias("pkg", "package"),
            Parameter.string("state", "What is wanted of the packages.")
                    .or("present")
                    .oneOf("present", "installed", "latest", "absent", "removed"),
            Parameter.string("use", "The package manager, such as `apt` or `dnf`; found by itself when not given.")
                    .alias("manager")
                    .or("auto"),
            Parameter.flag("update_cache", false, "Refresh the package index first.")
                    .alias("update-cache"),
            Parameter.of("cache_valid_time", Type.INTEGER, "Seconds an index stays fresh (apt only)."),
            Parameter.flag("purge", false, "Remove configuration files, too (apt only)."),
            Parameter.flag("autoremove", false, "Also remove packages that nothing needs any more."),
            Parameter.of("install_recommends", Type.BOOLEAN, "Whether recommended packages come along (apt only)."),
            Parameter.string("default_release", "Release to prefer (apt only)."),
            Parameter.flag("allow_downgrade", false, "An older version may replace a newer one."),
            Parameter.flag("force", false, "Downgrade and skip the check of signatures; dangerous (apt only)."),
            Parameter.of("enablerepo", Type.STRINGS, "Repositories to use for this task only (dnf only)."),
            Parameter.of("disablerepo", Type.STRINGS, "Repositories not to use for this task (dnf only)."),
            Parameter.flag("disable_gpg_check", false, "Accept packages without a valid signature (dnf only)."),
            Parameter.of("lock_timeout", Type.INTEGER, "Seconds to wait for another package manager."));

    private static final Set<String> DNF = Set.of("dnf", "dnf4", "dnf5", "yum", "yum4", "tdnf", "microdnf");
    private static final Map<String, PackageManager> TELLTALES = telltales();

    private final AptModule apt = new AptModule();

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        Optional<PackageManager> manager = told(args);
        if (manager.isEmpty()) {
            return TELLTALES.keySet().stream()
                    .<Probe>map(path -> new Probe.Path(path, true, Probe.Checksum.NONE))
                    .toList();
        }
        return manager.get() == PackageManager.APT
                ? apt.probe(forApt(args))
                : new PackageTask(manager.get(), args).probes();
    }

    @Override
    public Plan plan(Args args, Readings now) {
        PackageManager manager = told(args).orElseGet(() -> found(now));
        return manager == PackageManager.APT ? apt.plan(forApt(args), now) : new PackageTask(manager, args).plan(now);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        PackageManager manager = told(args).orElseGet(() -> found(before));
        return manager == PackageManager.APT ? AptModule.describe(forApt(args), done) : PackageTask.result(done);
    }

    /** The manager that the task or the host's facts name. */
    private static Optional<PackageManager> told(Args args) {
        String use = args.string("use");
        boolean automatic = use.equals("auto");
        Object fact = args.settings().facts().get("pkg_mgr");
        String name = automatic ? fact instanceof String text ? text : "" : use;
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String word = name.substring(name.lastIndexOf('.') + 1);
        Optional<PackageManager> known = switch (word) {
            case "apt" -> Optional.of(PackageManager.APT);
            case "zypper" -> Optional.of(PackageManager.ZYPPER);
            case "apk" -> Optional.of(PackageManager.APK);
            case "pacman" -> Optional.of(PackageManager.PACMAN);
            default -> DNF.contains(word) ? Optional.of(PackageManager.DNF) : Optional.empty();
        };
        if (known.isEmpty() && !automatic) {
            throw new ModuleFailure(
                    "`package` knows no package manager `" + use + "`; it knows apt, dnf, zypper, apk and" + " pacman");
        }
        return known;
    }

    private static PackageManager found(Readings now) {
        for (Map.Entry<String, PackageManager> sign : TELLTALES.entrySet()) {
            Probe.Path path = new Probe.Path(sign.getKey(), true, Probe.Checksum.NONE);
            if (now.has(path) && now.path(path).exists()) {
                return sign.getValue();
            }
        }
        throw new ModuleFailure(
                "no package manager was found on the host; looked for " + String.join(", ", TELLTALES.keySet()));
    }

    private static Map<String, PackageManager> telltales() {
        Map<String, PackageManager> paths = new LinkedHashMap<>();
        paths.put("/usr/bin/dnf", PackageManager.DNF);
        paths.put("/usr/bin/yum", PackageManager.DNF);
        paths.put("/usr/bin/zypper", PackageManager.ZYPPER);
        paths.put("/sbin/apk", PackageManager.APK);
        paths.put("/usr/bin/pacman", PackageManager.PACMAN);
        paths.put("/usr/bin/apt-get", PackageManager.APT);
        return paths;
    }

    private Args forApt(Args args) {
        Map<String, Object> values = new LinkedHashMap<>(args.all());
        values.keySet().removeIf(name -> apt.spec().parameter(name).isEmpty());
        return Args.of(apt.spec(), values, args.controller(), args.settings());
    }
}
