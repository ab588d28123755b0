package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import java.util.List;
import java.util.Map;

/** Plans one {@code apt} task: which of its kinds of work it is, and when the index is refreshed. */
final class AptTask {
    static final Map<String, String> ENGLISH = Map.of("LC_ALL", "C", "DEBIAN_FRONTEND", "noninteractive");
    private static final Probe.PackageIndex INDEX = new Probe.PackageIndex(PackageManager.APT);

    private final Args args;
    private final List<String> names;
    private final String upgrade;

    AptTask(Args args) {
        this.args = args;
        List<String> wanted = args.strings("package").stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        boolean everything = wanted.contains("*") && state(args).equals("latest");
        this.names = wanted.stream().filter(name -> !name.equals("*")).toList();
        this.upgrade = everything ? "yes" : args.optional("upgrade").orElse("no");
    }

    static String state(Args args) {
        return switch (args.optional("state").orElse("present")) {
            case "installed" -> "present";
            case "removed" -> "absent";
            default -> args.string("state");
        };
    }

    List<Probe> probes() {
        List<Probe> probes = new java.util.ArrayList<>();
        if (refreshAsked()) {
            probes.add(INDEX);
        } else if (!upgrade.equals("no")) {
            probes.add(AptWholesale.simulation(args, upgrade));
        }
        if (!names.isEmpty() && upgrade.equals("no")) {
            probes.addAll(new AptPackages(args, names).probes());
        }
        return probes;
    }

    Plan plan(Readings now) {
        if (!upgrade.equals("no")) {
            if (!names.isEmpty()) {
                return Plan.fail("other packages cannot be named when everything installed is upgraded");
            }
            return afterRefresh(now, AptWholesale.simulation(args, upgrade), AptWholesale::upgrade);
        }
        if (args.has("deb")) {
            return afterRefresh(now, new AptFile(args).marker(), (a, readings) -> new AptFile(a).plan(readings));
        }
        if (!names.isEmpty()) {
            AptPackages packages = new AptPackages(args, names);
            if (!packages.looked(now) && refreshDue(now)) {
                return new Plan.DoThenAsk(List.of(refresh()), packages.look());
            }
            return packages.plan(now);
        }
        if (state(args).equals("fixed")) {
            return afterRefresh(now, AptWholesale.simulation("--fix-broken install", List.of()), AptWholesale::repair);
        }
        if (args.flag("clean")) {
            return withRefresh(now, List.of(new PackageChange.Clean(PackageManager.APT, true)));
        }
        if (args.flag("autoremove") || args.flag("autoclean")) {
            return refreshAsked() ? withRefresh(now, List.of()) : AptWholesale.tidy(args, now);
        }
        return withRefresh(now, List.of());
    }

    private Plan withRefresh(Readings now, List<Change> then) {
        List<Change> changes = new java.util.ArrayList<>();
        if (refreshDue(now)) {
            changes.add(refresh());
        }
        changes.addAll(then);
        return Plan.of(changes);
    }

    /** Refreshes when due, reads, then plans; the reading being there tells that the refresh is over. */
    private Plan afterRefresh(Readings now, Probe reading, Planner planner) {
        if (now.has(reading)) {
            return planner.plan(args, now);
        }
        return refreshDue(now) ? new Plan.DoThenAsk(List.of(refresh()), List.of(reading)) : Plan.ask(reading);
    }

    private static Change refresh() {
        return new PackageChange.RefreshIndex(PackageManager.APT);
    }

    private boolean refreshAsked() {
        return args.flag("update_cache") || validSeconds() > 0;
    }

    private long validSeconds() {
        return args.number("cache_valid_time").orElse(0L);
    }

    private boolean refreshDue(Readings now) {
        if (!refreshAsked() || !now.has(INDEX)) {
            return false;
        }
        Long age = now.get(INDEX, Reading.PackageIndexAge.class).seconds();
        return age == null || age >= validSeconds();
    }

    /** What is planned once the index is as fresh as asked. */
    private interface Planner {
        Plan plan(Args args, Readings now);
    }
}
