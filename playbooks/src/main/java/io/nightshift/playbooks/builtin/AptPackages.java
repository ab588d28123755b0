package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PackageState;
import io.nightshift.playbooks.module.Readings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans the packages that an {@code apt} task names. */
final class AptPackages {
    private static final Probe.Command EVERY_NAME =
            new Probe.Command(List.of("apt-cache", "pkgnames"), null, AptTask.ENGLISH);

    private final Args args;
    private final List<PackageWish> wishes;
    private final String state;

    AptPackages(Args args, List<String> names) {
        this.args = args;
        this.wishes = names.stream().map(PackageWish::parse).toList();
        this.state = AptTask.state(args);
    }

    List<Probe> probes() {
        return hasPatterns() || state.equals("build-dep") ? List.of() : List.of(installed(wishes));
    }

    /** What to read once the index is fresh. */
    List<Probe> look() {
        return hasPatterns() ? List.of(EVERY_NAME) : candidateProbes(wishes);
    }

    /** With {@code default_release} the index's choice is another one, which only apt can tell. */
    private List<Probe> candidateProbes(List<PackageWish> expanded) {
        return policy(expanded)
                .<List<Probe>>map(policy -> List.of(candidates(expanded), policy))
                .orElseGet(() -> List.of(candidates(expanded)));
    }

    private Optional<Probe.Command> policy(List<PackageWish> expanded) {
        return args.optional("default_release").map(release -> {
            List<String> argv =
                    new ArrayList<>(List.of("apt-cache", "-o", "APT::Default-Release=" + release, "policy", "--"));
            argv.addAll(names(expanded));
            return new Probe.Command(argv, null, AptTask.ENGLISH);
        });
    }

    /** What is installed and would be, by name. */
    private Map<String, PackageState> states(List<PackageWish> expanded, Readings now) {
        Map<String, PackageState> states = new LinkedHashMap<>(now.packages(candidates(expanded)));
        policy(expanded).ifPresent(policy -> {
            String name = "";
            for (String line : now.command(policy).stdout().lines().toList()) {
                String word = line.strip();
                if (!line.startsWith(" ")) {
                    name = word.replaceFirst(":$", "");
                } else if (word.startsWith("Candidate: ") && states.containsKey(name)) {
                    String version = word.substring("Candidate: ".length());
                    states.computeIfPresent(
                            name,
                            (same, old) -> new PackageState(
                                    old.installed(),
                                    version.equals("(none)") ? null : version,
                                    old.held(),
                                    old.providers()));
                }
            }
        });
        return states;
    }

    /** Whether {@link #look} has been answered. */
    boolean looked(Readings now) {
        return look().stream().allMatch(now::has);
    }

    Plan plan(Readings now) {
        if (hasPatterns() && !now.has(EVERY_NAME)) {
            return Plan.ask(EVERY_NAME);
        }
        List<PackageWish> expanded = hasPatterns() ? expand(now) : wishes;
        if (state.equals("build-dep")) {
            return buildDependencies(now);
        }
        boolean fresh = candidateProbes(expanded).stream().allMatch(now::has);
        if (!fresh && !now.has(installed(expanded))) {
            return state.equals("absent") ? Plan.ask(installed(expanded)) : new Plan.Ask(candidateProbes(expanded));
        }
        Map<String, PackageState> states = fresh ? states(expanded, now) : now.packages(installed(expanded));
        if (state.equals("absent")) {
            return remove(expanded, states, now);
        }
        boolean enough = expanded.stream().allMatch(wish -> wish.satisfiedBy(stateOf(states, wish)));
        if (!fresh && !(enough && state.equals("present"))) {
            return new Plan.Ask(candidateProbes(expanded));
        }
        return put(expanded, states, now);
    }

    /** apt itself knows what a source package needs to be built; its simulation tells whether that is there. */
    private Plan buildDependencies(Readings now) {
        List<String> sources = wishes.stream().map(PackageWish::toString).toList();
        Probe.Command simulation = AptWholesale.simulation("build-dep", sources);
        if (!now.has(simulation)) {
            return Plan.ask(simulation);
        }
        return AptWholesale.hasWork(now, simulation) ? Plan.of(install(sources, List.of())) : Plan.nothing();
    }

    private Plan put(List<PackageWish> expanded, Map<String, PackageState> states, Readings now) {
        List<PackageChange.Wanted> wanted = new ArrayList<>();
        List<String> upgrades = new ArrayList<>();
        List<Probe> versions = new ArrayList<>();
        for (PackageWish wish : expanded) {
            PackageState found = stateOf(states, wish);
            boolean newest = state.equals("latest") && wish.hasNewer(found);
            if ((found.installed() == null && args.flag("only_upgrade")) || (wish.satisfiedBy(found) && !newest)) {
                continue;
            }
            Optional<String> version = version(wish, found, now, versions);
            wanted.add(new PackageChange.Wanted(wish.name(), version.orElse(null)));
            if (found.installed() != null) {
                upgrades.add(wish.name());
            }
        }
        if (!versions.isEmpty()) {
            return new Plan.Ask(versions);
        }
        if (wanted.isEmpty()) {
            return Plan.nothing();
        }
        return Plan.of(change(wanted, upgrades));
    }

    /** The exact version to install, empty for the index's choice; adds to {@code ask} when the index must be asked first. */
    private Optional<String> version(PackageWish wish, PackageState found, Readings now, List<Probe> ask) {
        String version = wish.version();
        if (wish.accepts(found.candidate())) {
            return version == null ? Optional.empty() : Optional.ofNullable(found.candidate());
        }
        if (version == null) {
            if (found.providers().isEmpty() && !now.has(providers(wish))) {
                ask.add(providers(wish));
            } else if (found.providers().isEmpty() && !isVirtual(now, wish)) {
                throw new ModuleFailure("No package matching '" + wish.name() + "' is available"
                        + (args.flag("update_cache") ? "" : "; update_cache: true refreshes the package index first"));
            }
            return Optional.empty();
        }
        if (wish.relation() != null && wish.relation().equals("=") && !Wildcard.isWildcard(version)) {
            return Optional.of(version); // apt itself says when it has no such version
        }
        Probe.Command versions = new Probe.Command(List.of("apt-cache", "madison", wish.name()), null, AptTask.ENGLISH);
        if (!now.has(versions)) {
            ask.add(versions);
            return Optional.empty();
        }
        return Optional.of(now.command(versions)
                .stdout()
                .lines()
                .map(line -> line.split("\\|"))
                .filter(columns -> columns.length > 1)
                .map(columns -> columns[1].strip())
                .filter(wish::accepts)
                .max(DebianVersion::compare)
                .orElseThrow(() -> new ModuleFailure("no available installation candidate for " + wish)));
    }

    private static Probe.Command providers(PackageWish wish) {
        return new Probe.Command(List.of("apt-cache", "showpkg", wish.name()), null, AptTask.ENGLISH);
    }

    /** A name that no package has, but that some package of the index provides. */
    private static boolean isVirtual(Readings now, PackageWish wish) {
        String text = now.command(providers(wish)).stdout();
        int at = text.indexOf("Reverse Provides:");
        return at >= 0 && text.substring(at).strip().lines().count() > 1;
    }

    private Plan remove(List<PackageWish> expanded, Map<String, PackageState> states, Readings now) {
        boolean purge = args.flag("purge");
        Probe.Command leftovers = leftovers(expanded);
        if (purge && !now.has(leftovers)) {
            return Plan.ask(leftovers);
        }
        Set<String> configured = new LinkedHashSet<>();
        if (purge) {
            for (String line : now.command(leftovers).stdout().lines().toList()) {
                String[] words = line.strip().split("\\s+");
                if (words.length == 2 && words[1].equals("config-files")) {
                    configured.add(words[0]);
                }
            }
        }
        Set<String> gone = new LinkedHashSet<>();
        for (PackageWish wish : expanded) {
            PackageState found = stateOf(states, wish);
            if (wish.accepts(found.installed()) || configured.contains(wish.name())) {
                gone.add(wish.name());
            }
        }
        return gone.isEmpty()
                ? Plan.nothing()
                : Plan.of(new PackageChange.Remove(
                        PackageManager.APT,
                        List.copyOf(gone),
                        purge,
                        args.flag("autoremove"),
                        PackageOptions.of(args)));
    }

    private static Probe.Command leftovers(List<PackageWish> wishes) {
        List<String> argv = new ArrayList<>(List.of("dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\\n", "--"));
        wishes.forEach(wish -> argv.add(wish.name()));
        return new Probe.Command(argv, null, AptTask.ENGLISH);
    }

    private boolean hasPatterns() {
        return !state.equals("build-dep") && wishes.stream().anyMatch(wish -> Wildcard.isWildcard(wish.name()));
    }

    private List<PackageWish> expand(Readings now) {
        List<String> known = now.command(EVERY_NAME).stdout().lines().sorted().toList();
        Map<String, PackageWish> expanded = new LinkedHashMap<>();
        for (PackageWish wish : wishes) {
            if (!Wildcard.isWildcard(wish.name())) {
                expanded.put(wish.name(), wish);
                continue;
            }
            Wildcard pattern = Wildcard.of(wish.name());
            List<String> matches = known.stream().filter(pattern::matches).toList();
            if (matches.isEmpty()) {
                throw new ModuleFailure("No package(s) matching '" + wish.name() + "' available");
            }
            matches.forEach(name -> expanded.put(name, wish.named(name)));
        }
        return List.copyOf(expanded.values());
    }

    private PackageChange install(List<String> names, List<String> upgrades) {
        return change(
                names.stream().map(name -> new PackageChange.Wanted(name, null)).toList(), upgrades);
    }

    private PackageChange change(List<PackageChange.Wanted> wanted, List<String> upgrades) {
        Map<String, String> options = new LinkedHashMap<>(PackageOptions.of(args));
        if (state.equals("build-dep") || state.equals("fixed")) {
            options.put("state", state);
        }
        if (args.flag("autoremove")) {
            options.put("autoremove", "true");
        }
        return new PackageChange.Install(PackageManager.APT, wanted, upgrades, options);
    }

    private static Probe.Packages installed(List<PackageWish> wishes) {
        return new Probe.Packages(PackageManager.APT, names(wishes), false);
    }

    private static Probe.Packages candidates(List<PackageWish> wishes) {
        return new Probe.Packages(PackageManager.APT, names(wishes), true);
    }

    private static List<String> names(List<PackageWish> wishes) {
        return wishes.stream().map(PackageWish::name).distinct().toList();
    }

    private static PackageState stateOf(Map<String, PackageState> states, PackageWish wish) {
        return states.getOrDefault(wish.name(), new Reading.PackageState(null, null, false, List.of()));
    }
}
