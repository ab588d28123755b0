package io.nightshift.core.platform.posix.read;

import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users and groups: getent for the names asked for, the whole list of groups for memberships, shadow where we may. */
final class AccountProbes implements ProbeGroup {
    private static final int PASSWD = 7;
    private static final int SHADOW_EXPIRES = 7;

    private final List<Probe> probes;
    private final List<String> users;
    private final List<String> groups;

    AccountProbes(HostProfile host, List<Probe> probes) {
        this.probes = probes;
        this.users = probes.stream()
                .filter(Probe.User.class::isInstance)
                .map(probe -> ((Probe.User) probe).name())
                .toList();
        this.groups = probes.stream()
                .filter(Probe.Group.class::isInstance)
                .map(probe -> ((Probe.Group) probe).name())
                .toList();
    }

    static boolean reads(Probe probe) {
        return probe instanceof Probe.User || probe instanceof Probe.Group;
    }

    @Override
    public String script() {
        StringBuilder out = new StringBuilder("_ns_database up passwd ")
                .append(words(users))
                .append('\n');
        out.append("_ns_database ug group ").append(words(groups)).append('\n');
        if (!users.isEmpty()) {
            // Memberships: the groups that name a user, and the name of its own group.
            out.append("_ns_s ua\ncat /etc/group\n");
            out.append("_ns_s us\n[ ! -r /etc/shadow ] || cat /etc/shadow\n");
        }
        return out.toString();
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        Map<String, String[]> passwd = lines(sections.text("up").orElse(""));
        Map<String, String[]> asked = lines(sections.text("ug").orElse(""));
        Map<String, String[]> shadow = lines(sections.text("us").orElse(""));
        List<String[]> all =
                new ArrayList<>(lines(sections.text("ua").orElse("")).values());
        for (Probe probe : probes) {
            if (probe instanceof Probe.User user) {
                readings.put(probe, new Reading.User(user(passwd.get(user.name()), shadow.get(user.name()), all)));
            } else if (probe instanceof Probe.Group group) {
                readings.put(probe, new Reading.Group(group(asked.get(group.name()))));
            }
        }
    }

    private static Map<String, String[]> lines(String text) {
        Map<String, String[]> lines = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            String[] fields = line.split(":", -1);
            if (fields.length >= 3) {
                lines.putIfAbsent(fields[0], fields);
            }
        }
        return lines;
    }

    private static Reading.Group.@Nullable Entry group(String @Nullable [] fields) {
        if (fields == null) {
            return null;
        }
        return new Reading.Group.Entry(fields[0], number(fields[2]), members(fields));
    }

    private static List<String> members(String[] group) {
        return group.length < 4 || group[3].isEmpty() ? List.of() : Arrays.asList(group[3].split(","));
    }

    private static Reading.User.@Nullable Entry user(
            String @Nullable [] fields, String @Nullable [] shadow, List<String[]> groups) {
        if (fields == null || fields.length < PASSWD) {
            return null;
        }
        String groupName = fields[3];
        List<String> memberships = new ArrayList<>();
        for (String[] group : groups) {
            if (group[2].equals(fields[3])) {
                groupName = group[0];
            }
            if (members(group).contains(fields[0])) {
                memberships.add(group[0]);
            }
        }
        String hash = shadow == null ? null : shadow[1];
        String expires = shadow == null || shadow.length <= SHADOW_EXPIRES ? "" : shadow[SHADOW_EXPIRES];
        return new Reading.User.Entry(
                fields[0],
                number(fields[2]),
                number(fields[3]),
                groupName,
                fields[4],
                fields[5],
                fields[6],
                memberships,
                hash,
                expires.isEmpty() ? null : number(expires),
                hash != null && hash.startsWith("!"));
    }

    private static long number(String text) {
        return Long.parseLong(text.strip());
    }
}
