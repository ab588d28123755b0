package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange.Download;
import io.nightshift.playbooks.module.FileChange.RemovePath;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.FileChange.Unpack;
import io.nightshift.playbooks.module.HttpRequest;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An archive's members, laid into a directory. */
final class UnarchiveModule implements TaskModule {
    private static final Map<String, String> HANDLERS = Map.of(
            "zip", "ZipArchive",
            "tar", "TarArchive",
            "tar.gz", "TgzArchive",
            "tar.bz2", "TarBzipArchive",
            "tar.xz", "TarXzArchive",
            "tar.zst", "TarZstdArchive");
    private static final ModuleSpec SPEC = FileAttributes.with(ModuleSpec.builtin(
                    "unarchive",
                    "Unpacks an archive on the host.",
                    Parameter.string(
                                    "src",
                                    "The archive, in the playbook's `files/`; with `remote_src` a path or URL. A URL is"
                                            + " downloaded each time, so give it `creates`.")
                            .must(),
                    Parameter.path("dest", "The directory it is unpacked in, which must be there.")
                            .must(),
                    Parameter.flag("remote_src", false, "`src` is on the host already, or a URL."),
                    Parameter.of("copy", Type.BOOLEAN, "The opposite of `remote_src`, from older playbooks."),
                    Parameter.path("creates", "When this is there, nothing is done."),
                    Parameter.of("include", Type.STRINGS, "Only these members."),
                    Parameter.of("exclude", Type.STRINGS, "All but these members."),
                    Parameter.flag("keep_newer", false, "Leave files alone that are newer than in the archive."),
                    Parameter.flag("list_files", false, "Return the names of the members."),
                    Parameter.of("extra_opts", Type.STRINGS, "Further options for tar or unzip."),
                    Parameter.flag("validate_certs", true, "Check the certificate of the server a URL leads to."),
                    Parameter.of("io_buffer_size", Type.INTEGER, "Taken for compatibility."),
                    Parameter.flag("decrypt", true, "Vaulted files are opened on their way. Only `yes` is supported.")))
            .exclusive("include", "exclude");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        List<Probe> probes = new ArrayList<>(List.of(dest(args)));
        args.optional("creates").ifPresent(path -> probes.add(Probe.Path.of(path)));
        probes.addAll(new ArchiveSource(args).probes());
        return probes;
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            if (!args.flag("decrypt")) {
                throw new ModuleFailure("`decrypt: false` is not supported; vaulted files are always opened");
            }
            if (created(args, host)) {
                return Plan.nothing("skipped, since " + args.string("creates") + " exists");
            }
            ArchiveSource source = new ArchiveSource(args);
            source.check(host);
            if (!host.state(dest(args)).isDirectory()) {
                throw new ModuleFailure("there is no directory " + args.string("dest")
                        + " to unpack into; make it with a file task (`state: directory`) before this one");
            }
            if (args.flag("list_files")) {
                source.members(host); // read for the result
            }
            if (source.isUrl()) {
                return fromUrl(args, host, source, now);
            }
            return Plan.of(source.isUnpacked(host) ? attributes(args, host, source) : unpack(args, host, source));
        });
    }

    /** What a URL leads to is fetched to see whether it is unpacked already, and thrown away in the end. */
    private static Plan fromUrl(Args args, HostView host, ArchiveSource source, Readings now) {
        String fetched = fetched(args, source);
        Probe.Command difference = source.difference(fetched);
        if (!now.has(difference)) {
            Attributes mine = new Attributes(null, null, 0600);
            return new Plan.DoThenAsk(
                    List.of(new Download(fetched, request(args), null, mine, false, false)), List.of(difference));
        }
        List<Change> changes = new ArrayList<>();
        if (source.format().equals("zip") || !source.sameByTar(now.command(difference))) {
            changes.addAll(unpack(args, host, source));
        }
        changes.add(new RemovePath(fetched));
        return Plan.of(changes);
    }

    private static String fetched(Args args, ArchiveSource source) {
        return "/var/tmp/nightshift-" + Content.of(args.string("src")).sha256().substring(0, 12) + "."
                + source.format();
    }

    private static boolean created(Args args, HostView host) {
        return args.has("creates") && host.at(args.string("creates")).exists();
    }

    private static List<Change> unpack(Args args, HostView host, ArchiveSource source) {
        FileAttributes asked = FileAttributes.of(args);
        String mode = asked.mode();
        boolean symbolic = mode != null && !mode.matches("[0-7]+");
        Attributes attributes = (symbolic ? asked.withMode(null) : asked).fresh(false);
        List<Change> changes = new ArrayList<>();
        String onHost = source.isUrl() ? fetched(args, source) : source.isOnHost() ? args.string("src") : null;
        changes.add(unpack(args, source, onHost, attributes));
        if (symbolic) {
            changes.add(modes(args, host, source, asked));
        }
        return changes;
    }

    private static Unpack unpack(Args args, ArchiveSource source, @Nullable String onHost, Attributes attributes) {
        return new Unpack(
                HostPath.withoutSlash(args.string("dest")),
                onHost == null ? source.sent() : null,
                onHost,
                source.isConverted() ? "tar" : source.format(),
                source.isConverted() ? List.of() : args.strings("include"),
                source.isConverted() ? List.of() : args.strings("exclude"),
                args.strings("extra_opts"),
                args.flag("keep_newer"),
                attributes);
    }

    /** A symbolic mode starts from the mode each member has in the archive. */
    private static Change modes(Args args, HostView host, ArchiveSource source, FileAttributes asked) {
        List<ArchiveMember> members = source.modes(host);
        if (members.isEmpty()) {
            throw new ModuleFailure("the modes in this archive are not known before it is unpacked, so `mode: "
                    + asked.mode() + "` cannot be worked out; write it in octal");
        }
        List<SetAttributes.Entry> entries = members.stream()
                .filter(member -> member.kind() != ArchiveMember.Kind.LINK)
                .map(member -> new SetAttributes.Entry(
                        source.target(member),
                        new Attributes(
                                null,
                                null,
                                SymbolicMode.resolve(
                                        String.valueOf(asked.mode()),
                                        member.mode(),
                                        member.kind() == ArchiveMember.Kind.DIRECTORY)),
                        true))
                .toList();
        return new SetAttributes(HostPath.withoutSlash(args.string("dest")), entries);
    }

    /** Owner, group and mode of members that are there already. */
    private static List<Change> attributes(Args args, HostView host, ArchiveSource source) {
        FileAttributes asked = FileAttributes.of(args);
        if (asked.equals(FileAttributes.NONE)) {
            return List.of();
        }
        List<SetAttributes.Entry> entries = new ArrayList<>();
        List<ArchiveMember> members = source.members(host).orElse(List.of());
        Map<String, PathState> states = source.states(host, members);
        for (ArchiveMember member : members) {
            PathState state = states.getOrDefault(source.target(member), PathState.absent(source.target(member)));
            Attributes missing = (state.isLink() ? asked.withMode(null) : asked).missing(state);
            if (state.exists() && !missing.keepsAll()) {
                entries.add(new SetAttributes.Entry(state.path(), missing, !state.isLink()));
            }
        }
        return entries.isEmpty()
                ? List.of()
                : List.of(new SetAttributes(HostPath.withoutSlash(args.string("dest")), entries));
    }

    private static HttpRequest request(Args args) {
        return new HttpRequest(
                "GET",
                args.string("src"),
                Map.of("User-Agent", "nightshift"),
                null,
                true,
                args.flag("validate_certs"),
                Duration.ofMinutes(10));
    }

    private static Probe.Path dest(Args args) {
        return new Probe.Path(HostPath.withoutSlash(args.string("dest")), true, Checksum.NONE);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        HostView host = new HostView(before);
        if (created(args, host)) {
            return Result.unchanged().asSkipped().message("skipped, since " + args.string("creates") + " exists");
        }
        ArchiveSource source = new ArchiveSource(args);
        Result result = Outcomes.result(done, change -> change instanceof Download || change instanceof RemovePath)
                .with("src", args.string("src"))
                .with("dest", args.string("dest"))
                .with("handler", String.valueOf(HANDLERS.get(source.format())));
        if (args.flag("list_files")) {
            List<String> files = source.members(host).orElse(List.of()).stream()
                    .map(member -> member.kind() == ArchiveMember.Kind.DIRECTORY ? member.path() + "/" : member.path())
                    .toList();
            result = result.with("files", files);
        }
        Map<String, Object> described = new LinkedHashMap<>(HostView.described(dest(args), before, done));
        if (described.isEmpty() && before.has(dest(args))) { // unpacking leaves the directory itself as it is
            FileAttributes.describe(before.path(dest(args)), described);
            described.put("state", "directory");
        }
        for (var value : described.entrySet()) {
            result = result.with(value.getKey(), value.getValue());
        }
        return result;
    }
}
