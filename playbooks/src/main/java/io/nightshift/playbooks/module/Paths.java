package io.nightshift.playbooks.module;

/** Which probes are about which paths, by name alone. */
final class Paths {
    private Paths() {}

    /** Whether a probe reads at, below or above a path, or reads something that is made of files (units, packages …). */
    static boolean concerns(Probe probe, String path) {
        if (probe instanceof Probe.Path at) {
            return related(at.path(), path);
        }
        if (probe instanceof Probe.FileContent at) {
            return related(at.path(), path);
        }
        if (probe instanceof Probe.Tree at) {
            return related(at.path(), path);
        }
        if (probe instanceof Probe.Service || probe instanceof Probe.AllServices) {
            return path.contains("/systemd/") || path.startsWith("/etc/init.d") || path.startsWith("/etc/rc");
        }
        if (probe instanceof Probe.Packages || probe instanceof Probe.PackageIndex) {
            return path.startsWith("/etc/apt") || path.startsWith("/etc/yum") || path.startsWith("/etc/dnf");
        }
        if (probe instanceof Probe.User || probe instanceof Probe.Group) {
            return path.equals("/etc/passwd") || path.equals("/etc/group") || path.equals("/etc/shadow");
        }
        if (probe instanceof Probe.Crontab) {
            return path.startsWith("/var/spool/cron");
        }
        if (probe instanceof Probe.Facts) {
            return path.startsWith("/etc/ansible/facts.d") || path.equals("/etc/os-release");
        }
        return !(probe instanceof Probe.Sysctl);
    }

    /** Whether a probe reads anything of the file system by path. */
    static boolean isAboutPaths(Probe probe) {
        return !(probe instanceof Probe.Sysctl || probe instanceof Probe.User || probe instanceof Probe.Group);
    }

    static boolean related(String one, String other) {
        return one.equals(other) || isBelow(one, other) || isBelow(other, one);
    }

    static boolean isBelow(String path, String directory) {
        return path.startsWith(directory.endsWith("/") ? directory : directory + "/");
    }
}
