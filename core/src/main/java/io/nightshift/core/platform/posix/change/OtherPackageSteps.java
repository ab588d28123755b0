package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.playbooks.module.PackageChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Packages of the families beside Debian's: dnf and yum, zypper, apk, pacman. */
final class OtherPackageSteps {
    private static final Map<String, String> VALUES = new TreeMap<>(Map.of(
            "enablerepo", "--enablerepo",
            "disablerepo", "--disablerepo",
            "exclude", "--exclude",
            "disable_excludes", "--disableexcludes",
            "enable_plugin", "--enableplugin",
            "disable_plugin", "--disableplugin",
            "conf_file", "--config",
            "installroot", "--installroot",
            "releasever", "--releasever",
            "download_dir", "--downloaddir"));
    private static final Map<String, String> FLAGS = new TreeMap<>(Map.of(
            "disable_gpg_check", "--nogpgcheck",
            "allowerasing", "--allowerasing",
            "cacheonly", "--cacheonly",
            "download_only", "--downloadonly",
            "skip_broken", "--skip-broken",
            "nobest", "--nobest",
            "security", "--security",
            "bugfix", "--bugfix"));
    private static final long ROOM_KIB = 200 << 10;

    private OtherPackageSteps() {}

    static StepText of(PackageChange change) {
        String family = change.manager().name().toLowerCase(java.util.Locale.ROOT);
        String call = "_ns_" + family + " ";
        Set<String> libraries = Set.of("packages-" + family);
        if (change instanceof PackageChange.RefreshIndex) {
            return StepText.slow(libraries, ":", call + "refresh", null).withoutRoom();
        }
        if (change instanceof PackageChange.Clean) {
            return StepText.slow(libraries, ":", call + "clean", null).withoutRoom();
        }
        String arguments;
        if (change instanceof PackageChange.Install install) {
            arguments = "install " + options(family, install.options())
                    + words(install.packages().stream()
                            .map(wanted ->
                                    wanted.version() == null ? wanted.name() : wanted.name() + "=" + wanted.version())
                            .toList());
        } else if (change instanceof PackageChange.Remove remove) {
            arguments = (remove.names().isEmpty() ? "autoremove " : "remove ")
                    + options(family, remove.options())
                    + words(remove.names());
        } else {
            arguments = "upgrade " + options(family, ((PackageChange.UpgradeAll) change).options());
        }
        return StepText.slow(
                        libraries,
                        "_ns_keep_packages",
                        call + arguments + "\n_ns_rc=$?\n_ns_list >\"$_ns_t/packages.after\"\nreturn $_ns_rc",
                        "_ns_back_packages")
                .withRoom(ROOM_KIB);
    }

    /** Ansible's parameters as options of dnf; the other families' modules have none. */
    static String options(String family, Map<String, String> options) {
        if (!family.equals("dnf")) {
            return "";
        }
        List<String> out = new ArrayList<>();
        VALUES.forEach((name, option) -> {
            String value = options.getOrDefault(name, "");
            if (!value.isEmpty() && !(name.equals("installroot") && value.equals("/"))) {
                out.add(option + "=" + value);
            }
        });
        FLAGS.forEach((name, option) -> {
            if (AptSteps.isTrue(options, name)) {
                out.add(option);
            }
        });
        if (options.containsKey("install_weak_deps") && !AptSteps.isTrue(options, "install_weak_deps")) {
            out.add("--setopt=install_weak_deps=False");
        }
        if (options.containsKey("validate_certs") && !AptSteps.isTrue(options, "validate_certs")) {
            out.add("--setopt=sslverify=false");
        }
        return out.isEmpty() ? "" : words(out) + " ";
    }
}
