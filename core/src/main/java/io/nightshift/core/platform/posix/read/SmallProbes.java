package io.nightshift.core.platform.posix.read;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.GlobText;
import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.core.platform.posix.text.SysctlPath;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Kernel settings, crontabs, names by pattern and the age of package indexes: one short call each. */
final class SmallProbes implements ProbeGroup {
    private final HostProfile host;
    private final List<Probe> probes;

    SmallProbes(HostProfile host, List<Probe> probes) {
        this.host = host;
        this.probes = probes;
    }

    static boolean reads(Probe probe) {
        return probe instanceof Probe.Sysctl
                || probe instanceof Probe.Crontab
                || probe instanceof Probe.Glob
                || probe instanceof Probe.PackageIndex;
    }

    @Override
    public String script() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < probes.size(); i++) {
            out.append(call("m" + i, probes.get(i))).append('\n');
        }
        return out.toString();
    }

    private String call(String section, Probe probe) {
        if (probe instanceof Probe.Sysctl sysctl) {
            return "_ns_setting " + section + " " + word(SysctlPath.of(sysctl.name()));
        }
        if (probe instanceof Probe.Crontab crontab) {
            return "_ns_cron " + section + " " + word(crontab.user()) + " " + word(host.user());
        }
        if (probe instanceof Probe.Glob glob) {
            return "_ns_names " + section + " " + GlobText.unquoted(glob.pattern());
        }
        return "_ns_age " + section + " " + stamps(((Probe.PackageIndex) probe).manager());
    }

    private static String stamps(PackageManager manager) {
        return switch (manager) {
            case APT -> "/var/lib/apt/periodic/update-success-stamp /var/lib/apt/lists/partial /var/lib/apt/lists";
            case DNF -> "/var/cache/dnf/expired_repos.json /var/cache/libdnf5 /var/cache/dnf /var/cache/yum";
            case ZYPPER -> "/var/cache/zypp/raw";
            case APK -> "/var/cache/apk /lib/apk/db";
            case PACMAN -> "/var/lib/pacman/sync";
        };
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        for (int i = 0; i < probes.size(); i++) {
            Probe probe = probes.get(i);
            String section = "m" + i;
            if (probe instanceof Probe.Glob) {
                sections.latin1(section).ifPresent(text -> readings.put(probe, new Reading.Names(names(text))));
            } else if (probe instanceof Probe.Crontab crontab) {
                sections.bytes(section).ifPresent(bytes -> readings.put(probe, crontab(crontab, bytes)));
            } else {
                sections.text(section)
                        .ifPresent(
                                text -> readings.put(probe, probe instanceof Probe.Sysctl ? setting(text) : age(text)));
            }
        }
    }

    private static Reading setting(String text) {
        return new Reading.Text(text.startsWith("V") ? text.substring(1).stripTrailing() : null);
    }

    private static Reading age(String text) {
        String[] times = text.strip().split(" ");
        return new Reading.PackageIndexAge(
                times.length == 2 ? Math.max(0, Long.parseLong(times[1]) - Long.parseLong(times[0])) : null);
    }

    private static Reading crontab(Probe.Crontab probe, byte[] answer) {
        char first = answer.length == 0 ? '?' : (char) answer[0];
        return switch (first) {
            case 'F' -> new Reading.Bytes(withLineEnd(Arrays.copyOfRange(answer, 1, answer.length)), true);
            case 'A' -> new Reading.Bytes(null, true);
            case 'N' -> new Reading.Unreadable("this host has no crontab program");
            default -> new Reading.Unreadable("the crontab of " + probe.user() + " cannot be read");
        };
    }

    /** The shell took the last line's end away. */
    private static byte[] withLineEnd(byte[] bytes) {
        if (bytes.length == 0 || bytes[bytes.length - 1] == '\n') {
            return bytes;
        }
        byte[] whole = Arrays.copyOf(bytes, bytes.length + 1);
        whole[bytes.length] = '\n';
        return whole;
    }

    private static List<String> names(String latin1) {
        List<String> names = new ArrayList<>();
        int at = 0;
        int end = latin1.indexOf('\n', at);
        while (end >= 0) {
            int length = Integer.parseInt(latin1.substring(at, end));
            names.add(HostText.decode(latin1.substring(end + 1, end + 1 + length)));
            at = end + 1 + length;
            end = latin1.indexOf('\n', at);
        }
        return names;
    }
}
