package io.nightshift.playbooks.module;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes to the installed packages. The platform notes every package's version before and undoes exactly the difference. */
public sealed interface PackageChange extends Change {
    PackageManager manager();

    /** A package may bring anything: files, users, units. */
    @Override
    default boolean touches(Probe probe) {
        return !(probe instanceof Probe.Sysctl);
    }

    @Override
    default Reading predict(Probe probe, Reading before) {
        if (probe instanceof Probe.Packages) {
            return new Reading.KnownAfterApply();
        }
        return before; // the index stays, and most paths and services stay; those a package brings are read after apply
    }

    /** A package by name, with the exact version wanted or null for the index's choice. {@code file}: a path to a package file on the host. */
    record Wanted(String name, @Nullable String version) {}

    /**
     * Packages are installed or upgraded.
     *
     * @param upgrades those of {@code packages} that are installed in another version; their package files are secured first
     * @param options by Ansible's parameter names: install_recommends, allow_downgrade, allow_unauthenticated, default_release,
     *     dpkg_options, enablerepo, only_upgrade, force …
     */
    record Install(PackageManager manager, List<Wanted> packages, List<String> upgrades, Map<String, String> options)
            implements PackageChange {
        public Install {
            packages = List.copyOf(packages);
            upgrades = List.copyOf(upgrades);
            options = Map.copyOf(options);
        }

        @Override
        public String describe() {
            return "install "
                    + String.join(
                            " ",
                            packages.stream()
                                    .map(p -> p.version() == null ? p.name() : p.name() + "=" + p.version())
                                    .toList());
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            if (probe instanceof Probe.Packages asked && before instanceof Reading.Packages states) {
                Map<String, Reading.PackageState> after = new LinkedHashMap<>(states.states());
                for (Wanted wanted : packages) {
                    Reading.PackageState old = after.get(wanted.name());
                    if (asked.names().contains(wanted.name()) && old != null) {
                        String version = wanted.version() != null ? wanted.version() : old.candidate();
                        String installed = version != null
                                ? version
                                : old.installed() != null ? old.installed() : "known after apply";
                        after.put(
                                wanted.name(),
                                new Reading.PackageState(installed, old.candidate(), old.held(), old.providers()));
                    }
                }
                return new Reading.Packages(after);
            }
            if (mayBring(probe, before)) {
                return new Reading.KnownAfterApply();
            }
            return PackageChange.super.predict(probe, before);
        }

        /** A service, user or group that is not there yet may come with the packages. */
        private static boolean mayBring(Probe probe, Reading before) {
            return (probe instanceof Probe.Service && before instanceof Reading.Service service && !service.exists())
                    || (before instanceof Reading.User user && user.entry() == null)
                    || (before instanceof Reading.Group group && group.entry() == null);
        }
    }

    /** Packages go away; with {@code purge} their configuration too, with {@code autoremove} what only they needed. */
    record Remove(
            PackageManager manager, List<String> names, boolean purge, boolean autoremove, Map<String, String> options)
            implements PackageChange {
        public Remove {
            names = List.copyOf(names);
            options = Map.copyOf(options);
        }

        @Override
        public String describe() {
            return (purge ? "purge " : "remove ")
                    + (names.isEmpty() ? "what nothing needs any more" : String.join(" ", names));
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            if (probe instanceof Probe.Packages && before instanceof Reading.Packages states) {
                Map<String, Reading.PackageState> after = new LinkedHashMap<>(states.states());
                for (String name : names) {
                    after.computeIfPresent(
                            name,
                            (n, old) -> new Reading.PackageState(null, old.candidate(), old.held(), old.providers()));
                }
                return new Reading.Packages(after);
            }
            return PackageChange.super.predict(probe, before);
        }
    }

    /** Everything installed is upgraded; {@code mode} is Ansible's word: safe, full, dist or yes. */
    record UpgradeAll(PackageManager manager, String mode, Map<String, String> options) implements PackageChange {
        public UpgradeAll {
            options = Map.copyOf(options);
        }

        @Override
        public String describe() {
            return "upgrade all packages (" + mode + ")";
        }
    }

    /** The package index is refreshed. */
    record RefreshIndex(PackageManager manager) implements PackageChange {
        @Override
        public String describe() {
            return "refresh the package index";
        }

        @Override
        public Undo wayBack() {
            return Undo.NOT_NEEDED;
        }

        @Override
        public boolean touches(Probe probe) {
            return probe instanceof Probe.Packages || probe instanceof Probe.PackageIndex;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            if (probe instanceof Probe.PackageIndex) {
                return new Reading.PackageIndexAge(0L);
            }
            boolean unheardOf = probe instanceof Probe.Packages asked
                    && asked.candidates()
                    && before instanceof Reading.Packages known
                    && known.states().values().stream()
                            .anyMatch(state -> state.installed() == null && state.candidate() == null);
            return unheardOf ? new Reading.KnownAfterApply() : before; // a fresh index may know it
        }
    }

    /** Package files in the cache go away. */
    record Clean(PackageManager manager, boolean all) implements PackageChange {
        @Override
        public String describe() {
            return "clean the package cache";
        }

        @Override
        public Undo wayBack() {
            return Undo.NOT_NEEDED;
        }

        @Override
        public boolean touches(Probe probe) {
            return false;
        }
    }
}
