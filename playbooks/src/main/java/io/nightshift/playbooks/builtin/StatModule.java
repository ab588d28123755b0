package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is at a path, told without changing anything. */
final class StatModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "stat",
            "Tells what is at a path.",
            Parameter.path("path", "The path, on the host.").must().alias("dest", "name"),
            Parameter.flag("follow", false, "Tell of what a link leads to."),
            Parameter.flag("get_checksum", true, "Read the file's checksum."),
            Parameter.string("checksum_algorithm", "Which checksum.")
                    .or("sha1")
                    .oneOf("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
                    .alias("checksum", "checksum_algo"),
            Parameter.flag("get_md5", false, "Read the MD5, too."),
            Parameter.flag("get_mime", false, "Ask file(1) for `mimetype` and `charset`. Read only when asked for.")
                    .alias("mime", "mime_type", "mime-type"),
            Parameter.flag("get_attributes", false, "Ask lsattr(1) for `attr_flags`. Read only when asked for.")
                    .alias("attr", "attributes"));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        List<Probe> probes = new ArrayList<>();
        probes.add(path(args, algorithm(args)));
        if (args.flag("get_md5")) {
            probes.add(path(args, Checksum.MD5));
        }
        if (args.flag("get_mime")) {
            probes.add(mime(args));
        }
        if (args.flag("get_attributes")) {
            probes.add(flags(args));
        }
        if (!args.settings().user().equals("root")) {
            probes.add(new Probe.User(args.settings().user()));
        }
        return probes;
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            facts(args, host);
            return Plan.nothing();
        });
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return Result.unchanged().with("stat", facts(args, new HostView(before)));
    }

    private static Map<String, Object> facts(Args args, HostView host) {
        PathState state = host.state(path(args, algorithm(args)));
        if (!state.exists()) {
            return Map.of("exists", false);
        }
        Map<String, Object> facts = FileFacts.of(state, special(host, state));
        facts.put("exists", true);
        facts.put("path", args.string("path"));
        access(args, host, state, facts);
        String target = state.linkTarget();
        if (state.isLink() && target != null) {
            facts.put("lnk_target", target);
            facts.put("lnk_source", host.real(args.string("path")));
        }
        if (state.checksum() != null) {
            facts.put("checksum", state.checksum());
        }
        String md5 = args.flag("get_md5") ? host.state(path(args, Checksum.MD5)).checksum() : null;
        if (md5 != null) {
            facts.put("md5", md5);
        }
        if (args.flag("get_mime")) {
            mime(host.command(mime(args)), facts);
        }
        if (args.flag("get_attributes")) {
            Reading.CommandOutput answer = host.command(flags(args));
            String[] words = answer.stdout().strip().split("\\s+");
            facts.put("attr_flags", answer.status() == 0 ? words[0].replace("-", "") : "");
        }
        return facts;
    }

    /** Devices, pipes and sockets are rare, so what they are is asked only when one is met. */
    private static String special(HostView host, PathState state) {
        if (state.kind() != PathState.Kind.OTHER) {
            return "";
        }
        Probe.Command ask = Probe.Command.of("stat", "-L", "-c", "%F", state.path());
        return host.command(ask).stdout();
    }

    private static void access(Args args, HostView host, PathState state, Map<String, Object> facts) {
        String user = args.settings().user();
        int rights = 7;
        if (user.equals("root")) {
            rights = state.isDirectory() || (state.mode() & 0111) != 0 ? 7 : 6;
        } else {
            var entry = host.user(user);
            boolean owns = state.owner().equals(user);
            boolean shares = entry.map(it ->
                            it.groupName().equals(state.group()) || it.groups().contains(state.group()))
                    .orElse(false);
            rights = state.mode() >> (owns ? 6 : shares ? 3 : 0) & 7;
        }
        facts.put("readable", (rights & 4) != 0);
        facts.put("writeable", (rights & 2) != 0);
        facts.put("executable", (rights & 1) != 0);
    }

    private static void mime(Reading.CommandOutput answer, Map<String, Object> facts) {
        String line = answer.stdout().strip();
        String[] parts = line.substring(line.lastIndexOf(':') + 1).split(";");
        boolean known = answer.status() == 0 && parts.length == 2;
        facts.put("mimetype", known ? parts[0].strip() : "unknown");
        facts.put(
                "charset", known ? parts[1].substring(parts[1].indexOf('=') + 1).strip() : "unknown");
    }

    private static Probe.Path path(Args args, Checksum checksum) {
        return new Probe.Path(args.string("path"), args.flag("follow"), checksum);
    }

    private static Checksum algorithm(Args args) {
        return args.flag("get_checksum")
                ? Checksum.valueOf(args.string("checksum_algorithm").toUpperCase(Locale.ROOT))
                : Checksum.NONE;
    }

    private static Probe.Command mime(Args args) {
        return Probe.Command.of("file", "--mime-type", "--mime-encoding", args.string("path"));
    }

    private static Probe.Command flags(Args args) {
        return Probe.Command.of("lsattr", "-d", args.string("path"));
    }
}
