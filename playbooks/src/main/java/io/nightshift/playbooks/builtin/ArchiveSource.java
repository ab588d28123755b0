package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Content.LocalFile;
import io.nightshift.playbooks.module.Controller.Kind;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The archive of an unarchive task: on the controller or on the host, what is in it, and whether that is unpacked. */
record ArchiveSource(Args args) {
    boolean isOnHost() {
        return args.flag("remote_src") || Boolean.FALSE.equals(args.flagOrNull("copy"));
    }

    boolean isUrl() {
        return isOnHost() && args.string("src").contains("://");
    }

    String format() {
        return ArchiveListing.format(args.string("src"));
    }

    LocalFile local() {
        return args.controller().file(args.string("src"), Kind.FILES);
    }

    String target(ArchiveMember member) {
        return HostPath.join(HostPath.withoutSlash(args.string("dest")), member.path());
    }

    /** What reading an archive of the host takes. */
    List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        if (isOnHost() && !isUrl()) {
            probes.add(new Probe.Path(args.string("src"), true, Checksum.NONE));
            probes.add(format().equals("zip") ? list() : difference());
        }
        return probes;
    }

    /** The members the task is about; empty when they cannot be known. */
    Optional<List<ArchiveMember>> members(HostView host) {
        if (isUrl() || !args.strings("extra_opts").isEmpty()) {
            return Optional.empty(); // options may rename members
        }
        Optional<List<ArchiveMember>> all;
        if (isOnHost()) {
            Reading.CommandOutput answer = host.command(list());
            all = answer.status() != 0
                    ? Optional.empty()
                    : Optional.of(
                            format().equals("zip") ? ArchiveListing.ofUnzip(answer) : ArchiveListing.ofTar(answer));
        } else {
            all = ArchiveListing.of(local(), format());
        }
        return all.map(members -> members.stream().filter(this::isWanted).toList());
    }

    private boolean isWanted(ArchiveMember member) {
        List<String> include = args.strings("include");
        return (include.isEmpty() || matches(include, member.path()))
                && !matches(args.strings("exclude"), member.path());
    }

    /** An archive of the controller as the host gets it: a zip as a tar, since few hosts have unzip. */
    Content sent() {
        return isConverted()
                ? ZipAsTar.of(
                        local(),
                        path -> isWanted(new ArchiveMember(path, ArchiveMember.Kind.OTHER, 0, -1, null, null)),
                        ZipAsTar.choice(args.strings("include"), args.strings("exclude")))
                : local();
    }

    boolean isConverted() {
        return !isOnHost()
                && format().equals("zip")
                && args.strings("extra_opts").isEmpty();
    }

    /** Members with their modes, of a tar archive on the host. */
    List<ArchiveMember> modes(HostView host) {
        if (!isOnHost() || format().equals("zip")) {
            return members(host).orElse(List.of());
        }
        if (isUrl() || !args.strings("extra_opts").isEmpty()) {
            return List.of();
        }
        return ArchiveListing.ofVerboseTar(host.command(
                        new Probe.Command(List.of("tar", "-tvf", args.string("src")), null, Map.of("LC_ALL", "C"))))
                .stream()
                .filter(this::isWanted)
                .toList();
    }

    private static boolean matches(List<String> patterns, String path) {
        return patterns.stream().anyMatch(text -> {
            String clean = HostPath.clean(text);
            Pattern pattern = FindFilter.shellPattern(clean);
            return pattern.matcher(path).matches() || HostPath.isBelow(path, clean);
        });
    }

    /** Whether everything is there already. */
    boolean isUnpacked(HostView host) {
        if (isOnHost() && !isUrl() && !format().equals("zip")) {
            return sameByTar(host.command(difference()));
        }
        Optional<List<ArchiveMember>> members = members(host);
        if (members.isEmpty()) {
            return false;
        }
        Map<String, PathState> there = states(host, members.get());
        return members.get().stream()
                .allMatch(member -> member.isAs(there.getOrDefault(target(member), PathState.absent(target(member)))));
    }

    /** What is at the members' places. */
    Map<String, PathState> states(HostView host, List<ArchiveMember> members) {
        host.need(members.stream()
                .map(member -> new Probe.Path(target(member), false, checksum(member)))
                .toList());
        Map<String, PathState> states = new HashMap<>();
        for (ArchiveMember member : members) {
            states.put(target(member), host.state(new Probe.Path(target(member), false, checksum(member))));
        }
        return states;
    }

    private static Checksum checksum(ArchiveMember member) {
        return member.sha256() == null ? Checksum.NONE : Checksum.SHA256;
    }

    /** Differences in what the task sets itself do not count. */
    boolean sameByTar(Reading.CommandOutput answer) {
        if (answer.status() == 0) {
            return true;
        }
        if (answer.status() != 1) {
            return false;
        }
        return (answer.stdout() + answer.stderr())
                .lines()
                // Of a member whose whole name was stripped, tar has only that to say.
                .filter(line -> !line.endsWith(": : Warning: Cannot stat: No such file or directory"))
                .allMatch(line -> args.has("owner") && line.endsWith(": Uid differs")
                        || args.has("group") && line.endsWith(": Gid differs")
                        || args.has("mode") && line.endsWith(": Mode differs"));
    }

    private Probe.Command difference() {
        return difference(args.string("src"));
    }

    /** What tar finds different between an archive at this path and the directory. */
    Probe.Command difference(String archive) {
        List<String> argv = new ArrayList<>(List.of("tar", "--diff", "-C", args.string("dest")));
        argv.addAll(args.strings("extra_opts"));
        args.strings("exclude").forEach(pattern -> argv.add("--exclude=" + pattern));
        argv.addAll(List.of("-f", archive));
        argv.addAll(args.strings("include"));
        return new Probe.Command(argv, null, Map.of("LC_ALL", "C"));
    }

    private Probe.Command list() {
        return new Probe.Command(
                format().equals("zip")
                        ? List.of("unzip", "-l", args.string("src"))
                        : List.of("tar", "-tf", args.string("src")),
                null,
                Map.of("LC_ALL", "C"));
    }

    /** Fails when the archive is not there. */
    void check(HostView host) {
        if (isOnHost() && !isUrl()) {
            PathState state = host.state(new Probe.Path(args.string("src"), true, Checksum.NONE));
            if (!state.isFile()) {
                throw new ModuleFailure("there is no archive " + args.string("src") + " on the host");
            }
        } else if (!isOnHost() && local().size() == 0) {
            throw new ModuleFailure(args.string("src") + " is empty, not an archive");
        }
    }
}
