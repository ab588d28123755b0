package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange.MakeDirectory;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.HttpRequest;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SSH keys by which a user may log in. */
final class AuthorizedKeyModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.of(
                    "ansible.posix",
                    "authorized_key",
                    "Keeps the SSH keys by which a user may log in.",
                    Parameter.string("user", "Whose keys.").must(),
                    Parameter.of(
                                    "key",
                                    Type.RAW,
                                    "Public keys, one a line or as a list; or a URL that gives them, or `file:///PATH` on"
                                            + " the host.")
                            .must(),
                    Parameter.string("state", "Whether the keys are to be there.")
                            .or("present")
                            .oneOf("present", "absent"),
                    Parameter.path("path", "The file, when it is not `.ssh/authorized_keys` in the user's home."),
                    Parameter.flag("manage_dir", true, "Make the file's directory and give it to the user, mode 0700."),
                    Parameter.string(
                            "key_options", "Options in front of each key, such as `no-pty,from=\"10.0.0.0/8\"`."),
                    Parameter.string("comment", "The comment behind each key."),
                    Parameter.flag("exclusive", false, "Remove every other line of the file."),
                    Parameter.flag("validate_certs", true, "Check the certificate of the server that gives the keys."),
                    Parameter.flag("follow", false, "Write to what a link leads to. Links are always followed."))
            .alsoNamed("ansible.builtin.authorized_key");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        List<Probe> probes = new ArrayList<>(List.of(new Probe.User(args.string("user"))));
        args.optional("path").ifPresent(path -> probes.addAll(TextFile.probes(path)));
        String text = given(args);
        if (text.startsWith("http")) {
            probes.add(web(args, text));
        } else if (text.startsWith("file:")) {
            probes.add(Probe.FileContent.of(text.replaceFirst("^file:(//)?", "")));
        }
        return probes;
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            Reading.User.Entry user = user(args, host);
            String path = path(args, user);
            TextFile file = TextFile.read(host, path);
            String text = edited(args, host, file);
            if (text.equals(file.textOrEmpty())) {
                return Plan.nothing();
            }
            List<Change> changes = new ArrayList<>();
            FileAttributes keys = new FileAttributes(user.name(), user.groupName(), "0600");
            String directory = HostPath.parent(file.path());
            if (args.flag("manage_dir") && !HostPath.parent(directory).equals("/")) {
                changes.addAll(directory(host, directory, keys.withMode("0700")));
            }
            List<Change> write = file.become(host, keys, text, null, false);
            boolean made = changes.stream().anyMatch(it -> it instanceof MakeDirectory);
            write.stream()
                    .filter(change -> !(made && change instanceof MakeDirectory))
                    .forEach(changes::add);
            return Plan.of(changes);
        });
    }

    private static List<Change> directory(HostView host, String directory, FileAttributes attributes) {
        var state = host.state(new Probe.Path(directory, true, Checksum.NONE));
        if (state.exists()) {
            Attributes missing = attributes.missing(state);
            return missing.keepsAll() ? List.of() : List.of(SetAttributes.of(directory, missing));
        }
        List<Change> all = new ArrayList<>(Directories.missing(host, HostPath.parent(directory), Attributes.KEEP));
        all.add(new MakeDirectory(directory, attributes.fresh(true)));
        return all;
    }

    private static String edited(Args args, HostView host, TextFile file) {
        List<AuthorizedKey> keys = new ArrayList<>();
        for (String line : text(args, host).split("\r?\n")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                keys.add(AuthorizedKey.parse(line)
                        .orElseThrow(() -> new ModuleFailure("this is not a public key: " + line.strip()))
                        .with(
                                args.optional("key_options").orElse(null),
                                args.optional("comment").orElse(null)));
            }
        }
        return args.string("state").equals("absent")
                ? AuthorizedKey.without(file.lines(), keys)
                : AuthorizedKey.with(file.lines(), keys, args.flag("exclusive"));
    }

    private static String text(Args args, HostView host) {
        String given = given(args);
        if (given.startsWith("http")) {
            Probe.Http probe = web(args, given);
            Reading.HttpResponse response = host.need(probe).readings().get(probe, Reading.HttpResponse.class);
            if (response.status() != 200) {
                String problem = response.problem();
                throw new ModuleFailure("the keys at " + given + " cannot be had: "
                        + (problem == null ? "status " + response.status() : problem));
            }
            return new String(response.body(), StandardCharsets.UTF_8);
        }
        if (given.startsWith("file:")) {
            String path = given.replaceFirst("^file:(//)?", "");
            return host.bytes(path)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElseThrow(() -> new ModuleFailure("there is no file " + path + " with keys on the host"));
        }
        return given;
    }

    private static String given(Args args) {
        Object key = args.raw("key");
        return key instanceof List<?> keys
                ? String.join("\n", keys.stream().map(String::valueOf).toList())
                : String.valueOf(key).strip();
    }

    private static Probe.Http web(Args args, String url) {
        return new Probe.Http(
                new HttpRequest("GET", url, Map.of(), null, true, args.flag("validate_certs"), Duration.ofSeconds(30)));
    }

    private static Reading.User.Entry user(Args args, HostView host) {
        return host.user(args.string("user"))
                .orElseThrow(() -> new ModuleFailure("there is no user " + args.string("user")
                        + " on the host; make it with a user task before this one"));
    }

    private static String path(Args args, Reading.User.Entry user) {
        return args.optional("path").orElse(HostPath.join(user.home(), ".ssh/authorized_keys"));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        String path = path(args, user(args, new HostView(before)));
        Result result = Result.of(done)
                .with("user", args.string("user"))
                .with("keyfile", path)
                .with("state", args.string("state"))
                .with("key", args.raw("key"));
        for (String name : List.of("path", "comment", "key_options")) {
            result = result.with(name, args.optional(name).orElse(null));
        }
        for (String name : List.of("exclusive", "follow", "manage_dir", "validate_certs")) {
            result = result.with(name, args.flag(name));
        }
        return result;
    }
}
