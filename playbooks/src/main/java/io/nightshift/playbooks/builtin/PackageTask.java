package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading.PackageState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans packages by name for managers other than apt. */
final class PackageTask {
    private final PackageManager manager;
    private final Args args;
    private final List<String> names;
    private final String state;

    PackageTask(PackageManager manager, Args args) {
        this.manager = manager;
        this.args = args;
        this.names = args.strings("name").stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        this.state = switch (args.optional("state").orElse(args.flag("autoremove") ? "absent" : "present")) {
            case "installed", "present" -> "present";
            case "removed", "absent" -> "absent";
            default -> args.string("state");
        };
    }

    List<Probe> probes() {
        return names.isEmpty() || everything() ? List.of() : List.of(look());
    }

    private boolean everything() {
        return names.contains("*");
    }

    private Probe.Packages look() {
        return new Probe.Packages(
                manager, names, state.equals("latest") || args.flag("update_cache") && !state.equals("absent"));
    }

    Plan plan(Readings now) {
        List<Change> changes = new ArrayList<>();
        if (args.flag("update_cache") && !state.equals("absent")) {
            changes.add(new PackageChange.RefreshIndex(manager));
        }
        if (everything()) {
            if (!state.equals("latest")) {
                return Plan.fail("name: \"*\" goes with state: latest only");
            }
            if (!now.has(updates())) {
                return changes.isEmpty() ? Plan.ask(updates()) : new Plan.DoThenAsk(changes, List.of(updates()));
            }
            boolean none = now.command(updates()).status() == 0
                    && (manager == PackageManager.DNF
                            || now.command(updates()).stdout().isBlank());
            return none ? Plan.nothing() : Plan.of(new PackageChange.UpgradeAll(manager, "yes", options()));
        }
        if (names.isEmpty()) {
            if (args.flag("autoremove")) {
                changes.add(new PackageChange.Remove(manager, List.of(), false, true, options()));
            }
            return changes.isEmpty() ? Plan.fail("`name` says which packages") : Plan.of(changes);
        }
        if (!now.has(look())) {
            return Plan.ask(look());
        }
        Map<String, PackageState> states = now.packages(look());
        Plan plan = state.equals("absent") ? remove(states) : install(states);
        if (plan instanceof Plan.Do work) {
            changes.addAll(work.changes());
        }
        return Plan.of(changes);
    }

    private Plan install(Map<String, PackageState> states) {
        List<PackageChange.Wanted> wanted = new ArrayList<>();
        List<String> upgrades = new ArrayList<>();
        for (String name : names) {
            PackageState found = states.get(name);
            boolean there = found != null
                    && (found.installed() != null || !found.providers().isEmpty());
            boolean newer = state.equals("latest")
                    && found != null
                    && found.candidate() != null
                    && !found.candidate().equals(found.installed());
            if (there && !newer) {
                continue;
            }
            wanted.add(new PackageChange.Wanted(name, null));
            if (there) {
                upgrades.add(name);
            }
        }
        return wanted.isEmpty()
                ? Plan.nothing()
                : Plan.of(new PackageChange.Install(manager, wanted, upgrades, options()));
    }

    private Plan remove(Map<String, PackageState> states) {
        List<String> gone = names.stream()
                .filter(name -> {
                    PackageState found = states.get(name);
                    return found != null && found.installed() != null;
                })
                .toList();
        return gone.isEmpty()
                ? Plan.nothing()
                : Plan.of(new PackageChange.Remove(
                        manager, gone, args.flag("purge"), args.flag("autoremove"), options()));
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>(PackageOptions.of(args));
        if (args.flag("autoremove") && !state.equals("absent")) {
            options.put("autoremove", "true");
        }
        return options;
    }

    /** Lists what could be upgraded and changes nothing. dnf ends with status 100 when there is something. */
    private Probe.Command updates() {
        List<String> argv = switch (manager) {
            case DNF -> List.of("dnf", "-q", "check-update");
            case ZYPPER -> List.of("zypper", "--quiet", "--non-interactive", "list-updates");
            case APK -> List.of("apk", "version", "-q", "-l", "<");
            case PACMAN -> List.of("pacman", "-Qu");
            case APT -> List.of("apt-get", "-s", "-q", "upgrade");
        };
        return new Probe.Command(argv, null, Map.of("LC_ALL", "C"));
    }

    static Result result(List<Outcome> done) {
        Result result = Outcomes.result(done, change -> change instanceof PackageChange.RefreshIndex);
        List<String> results =
                done.stream().map(outcome -> outcome.change().describe()).toList();
        return result.failed() ? result : result.with("results", results).with("rc", 0L);
    }
}
