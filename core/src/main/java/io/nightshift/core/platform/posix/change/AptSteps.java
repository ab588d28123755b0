package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.playbooks.module.PackageChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Packages of Debian and its kin. Counting forks is idle here: dpkg makes hundreds of its own. */
final class AptSteps {
    private static final Set<String> APT = Set.of("apt");
    /** Lists, a tar of /etc, package files of what is replaced. */
    private static final long ROOM_KIB = 200 << 10;

    private AptSteps() {}

    static StepText of(PackageChange change) {
        if (change instanceof PackageChange.Install install) {
            return text(installArguments(install), "_ns_apt ", install.options());
        }
        if (change instanceof PackageChange.Remove remove) {
            return remove(remove);
        }
        if (change instanceof PackageChange.UpgradeAll upgrade) {
            String verb = switch (upgrade.mode()) {
                case "dist", "full" -> "dist-upgrade";
                case "safe", "yes" -> "upgrade --with-new-pkgs";
                default -> "upgrade";
            };
            return text(options(upgrade.options()) + verb, "_ns_apt ", upgrade.options());
        }
        if (change instanceof PackageChange.RefreshIndex) {
            return StepText.slow(APT, ":", "_ns_apt update", null).withoutRoom();
        }
        PackageChange.Clean clean = (PackageChange.Clean) change;
        return StepText.slow(APT, ":", "_ns_apt " + (clean.all() ? "clean" : "autoclean"), null)
                .withoutRoom();
    }

    private static StepText text(String arguments, String call, Map<String, String> options) {
        String status = options.getOrDefault("policy_rc_d", "");
        if (status.matches("[0-9]+")) {
            // Services stay as they are: what /usr/sbin/policy-rc.d answers is what package scripts ask for.
            return StepText.slow(
                            Set.of("files", "apt"),
                            "_ns_keep /usr/sbin/policy-rc.d policy && _ns_keep_packages " + arguments,
                            "_ns_policy " + status + " " + call + arguments
                                    + "\n_ns_rc=$?\n_ns_after_system\nreturn $_ns_rc",
                            "_ns_back /usr/sbin/policy-rc.d policy\n_ns_back_packages")
                    .withRoom(ROOM_KIB);
        }
        return StepText.slow(
                        APT,
                        "_ns_keep_packages " + arguments,
                        call + arguments + "\n_ns_rc=$?\n_ns_after_system\nreturn $_ns_rc",
                        "_ns_back_packages")
                .withRoom(ROOM_KIB);
    }

    private static String installArguments(PackageChange.Install install) {
        List<String> names = install.packages().stream()
                .map(wanted -> wanted.version() == null ? wanted.name() : wanted.name() + "=" + wanted.version())
                .toList();
        String verb = switch (install.options().getOrDefault("state", "")) {
            case "build-dep" -> "build-dep";
            case "fixed" -> "--fix-broken install";
            default -> "install";
        };
        return options(install.options()) + verb + " -- " + words(names);
    }

    /** Ansible's parameters as options of apt-get. */
    private static String options(Map<String, String> options) {
        List<String> out = new ArrayList<>();
        if (options.containsKey("install_recommends")) {
            out.add("-o");
            out.add("APT::Install-Recommends=" + (isTrue(options, "install_recommends") ? "yes" : "no"));
        }
        flag(options, "allow_downgrade", "--allow-downgrades", out);
        flag(options, "allow_unauthenticated", "--allow-unauthenticated", out);
        flag(options, "allow_change_held_packages", "--allow-change-held-packages", out);
        flag(options, "only_upgrade", "--only-upgrade", out);
        flag(options, "fail_on_autoremove", "--no-remove", out);
        flag(options, "purge", "--purge", out);
        flag(options, "autoremove", "--auto-remove", out);
        if (options.getOrDefault("lock_timeout", "").matches("[0-9]+")) {
            out.addAll(List.of("-o", "DPkg::Lock::Timeout=" + options.get("lock_timeout")));
        }
        if (isTrue(options, "force")) {
            out.addAll(List.of("--allow-downgrades", "--allow-remove-essential", "--allow-change-held-packages"));
        }
        String release = options.get("default_release");
        if (release != null && !release.isEmpty()) {
            out.add("-t");
            out.add(release);
        }
        Arrays.stream(options.getOrDefault("dpkg_options", "").split(","))
                .map(String::strip)
                .filter(option -> !option.isEmpty())
                .forEach(option -> {
                    out.add("-o");
                    out.add("Dpkg::Options::=--" + option);
                });
        return out.isEmpty() ? "" : words(out) + " ";
    }

    private static void flag(Map<String, String> options, String name, String option, List<String> out) {
        if (isTrue(options, name)) {
            out.add(option);
        }
    }

    static boolean isTrue(Map<String, String> options, String name) {
        String value = options.getOrDefault(name, "");
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes") || value.equals("1");
    }

    /** Purging is a second part: only when nothing runs any more can data be moved out of its reach. */
    private static StepText remove(PackageChange.Remove remove) {
        String what = (remove.autoremove() ? "--auto-remove " : "")
                + (remove.names().isEmpty() ? "autoremove" : "remove -- " + words(remove.names()));
        String arguments = options(Map.copyOf(withoutPurge(remove.options()))) + what;
        String purge = remove.purge() ? "_ns_purge_removed " + words(remove.names()) + " || return 1\n" : "";
        StepText text = text(arguments, "_ns_apt ", Map.of());
        return StepText.slow(
                        APT,
                        text.save(),
                        "_ns_apt " + arguments + " || { _ns_after_system; return 100; }\n" + purge + "_ns_after_system",
                        text.undo())
                .withRoom(ROOM_KIB);
    }

    private static Map<String, String> withoutPurge(Map<String, String> options) {
        Map<String, String> out = new java.util.HashMap<>(options);
        out.remove("purge");
        return out;
    }
}
