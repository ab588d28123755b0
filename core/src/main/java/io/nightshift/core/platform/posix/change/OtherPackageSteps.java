package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.playbooks.module.PackageChange;
import java.util.Set;

/** Packages of the families beside Debian's: dnf and yum, zypper, apk, pacman. */
final class OtherPackageSteps {
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
            arguments = "install "
                    + words(install.packages().stream()
                            .map(wanted ->
                                    wanted.version() == null ? wanted.name() : wanted.name() + "=" + wanted.version())
                            .toList());
        } else if (change instanceof PackageChange.Remove remove) {
            arguments = (remove.names().isEmpty() ? "autoremove" : "remove ") + words(remove.names());
        } else {
            arguments = "upgrade";
        }
        return StepText.slow(
                        libraries,
                        "_ns_keep_packages",
                        call + arguments + "\n_ns_rc=$?\n_ns_list >\"$_ns_t/packages.after\"\nreturn $_ns_rc",
                        "_ns_back_packages")
                .withRoom(ROOM_KIB);
    }
}
