package io.nightshift.playbooks.builtin;

import static io.nightshift.playbooks.module.Parameter.flag;
import static io.nightshift.playbooks.module.Parameter.of;
import static io.nightshift.playbooks.module.Parameter.path;
import static io.nightshift.playbooks.module.Parameter.string;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;

/** {@code apt}: packages of Debian and its relatives are installed, upgraded or removed. */
final class AptModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "apt",
                    "Installs, upgrades and removes packages on Debian, Ubuntu and their relatives.",
                    of(
                                    "package",
                                    Type.STRINGS,
                                    "Packages, as `name`, `name=1.2*` or `name>=1.2`; may be shell patterns.")
                            .alias("name", "pkg"),
                    string("state", "What is wanted of the packages.")
                            .or("present")
                            .oneOf("present", "latest", "absent", "build-dep", "fixed", "installed", "removed"),
                    flag("update_cache", false, "Refresh the package index first.")
                            .alias("update-cache"),
                    of("cache_valid_time", Type.INTEGER, "Seconds an index stays fresh; implies `update_cache`.")
                            .or(0L),
                    of("update_cache_retries", Type.INTEGER, "How often a failed refresh is tried again.")
                            .or(5L),
                    of("update_cache_retry_max_delay", Type.INTEGER, "Longest pause between tries, in seconds.")
                            .or(12L),
                    flag("purge", false, "Remove configuration files, too."),
                    flag("autoremove", false, "Also remove packages that nothing needs any more."),
                    flag("autoclean", false, "Remove package files that can no longer be downloaded from the cache."),
                    flag("clean", false, "Remove every package file from the cache."),
                    string("upgrade", "Upgrade everything installed; `full` and `dist` may add and remove packages.")
                            .or("no")
                            .oneOf("no", "yes", "safe", "full", "dist"),
                    path("deb", "A package file on the host, or the URL of one."),
                    of("install_recommends", Type.BOOLEAN, "Whether recommended packages come along; the host decides.")
                            .alias("install-recommends"),
                    string("default_release", "Release to prefer, as `apt-get -t`.")
                            .alias("default-release"),
                    flag("only_upgrade", false, "Leave out packages that are not installed."),
                    flag("allow_downgrade", false, "An older version may replace a newer one.")
                            .alias("allow-downgrade", "allow_downgrades", "allow-downgrades"),
                    flag("allow_unauthenticated", false, "Accept packages whose origin cannot be verified.")
                            .alias("allow-unauthenticated"),
                    flag("allow_change_held_packages", false, "Packages on hold may change."),
                    flag("fail_on_autoremove", false, "Fail instead of removing other packages."),
                    flag("force", false, "Downgrade and skip the check of signatures; dangerous."),
                    flag("force_apt_get", false, "Accepted; apt-get is always used."),
                    string("dpkg_options", "Options for dpkg, separated by commas.")
                            .or("force-confdef,force-confold"),
                    of("policy_rc_d", Type.INTEGER, "Exit status that keeps services from starting at installation."),
                    of("lock_timeout", Type.INTEGER, "Seconds to wait for another package manager.")
                            .or(60L))
            .exclusive("package", "deb", "upgrade");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return new AptTask(args).probes();
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return new AptTask(args).plan(now);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return describe(args, done);
    }

    static Result describe(Args args, List<Outcome> done) {
        boolean refreshed = Outcomes.has(done, PackageChange.RefreshIndex.class);
        boolean nothingElseAsked = !args.has("package")
                && !args.has("deb")
                && args.string("upgrade").equals("no");
        Result result = nothingElseAsked
                ? Result.of(done)
                : Outcomes.result(
                        done,
                        change -> !(change instanceof PackageChange) || change instanceof PackageChange.RefreshIndex);
        result = result.with("cache_updated", refreshed);
        var refresh = Outcomes.made(done, PackageChange.RefreshIndex.class);
        if (refresh.isPresent()) {
            result = result.with("cache_update_time", refresh.get().ended().getEpochSecond());
        }
        if (!result.failed()) {
            StringBuilder stdout = new StringBuilder();
            StringBuilder stderr = new StringBuilder();
            for (Outcome outcome : done) {
                if (outcome instanceof Outcome.Done made && !(made.change() instanceof PackageChange.RefreshIndex)) {
                    stdout.append(made.stdout());
                    stderr.append(made.stderr());
                }
            }
            result = result.with("stdout", stdout.toString()).with("stderr", stderr.toString());
        }
        return result;
    }
}
