package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.User.Entry;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Plans the SSH key pair of {@code user: generate_ssh_key}. */
final class UserKey {
    private final Args args;
    private final Entry owner;
    private final String key;
    private final String directory;

    UserKey(Args args, Entry owner) {
        this.args = args;
        this.owner = owner;
        String file = args.optional("ssh_key_file").orElse(".ssh/id_" + args.string("ssh_key_type"));
        String home = args.optional("home").orElse(owner.home());
        this.key = file.startsWith("/") ? file : home + "/" + file;
        int slash = key.lastIndexOf('/');
        this.directory = slash > 0 ? key.substring(0, slash) : "/";
    }

    /**
     * Adds to changes of the same task that come first.
     *
     * @param again what the task reads once more after its changes
     */
    Plan plan(Readings now, List<Change> before, List<Probe> again) {
        if (now.has(publicKey())) {
            return Plan.of(before);
        }
        List<Probe> look = List.of(Probe.Path.of(key), Probe.Path.of(key + ".pub"), Probe.Path.of(directory));
        if (!look.stream().allMatch(now::has)) {
            return new Plan.Ask(look);
        }
        boolean there = now.path(Probe.Path.of(key)).exists()
                || now.path(Probe.Path.of(key + ".pub")).exists();
        List<Probe> then = List.of(publicKey(), fingerprint());
        if (there && !args.flag("force")) {
            return new Plan.Ask(then);
        }
        List<Change> changes = new ArrayList<>(before);
        for (String path : List.of(key, key + ".pub")) {
            if (now.path(Probe.Path.of(path)).exists()) {
                changes.add(new FileChange.RemovePath(path));
            }
        }
        changes.addAll(generation(now));
        List<Probe> afterwards = new ArrayList<>(again);
        afterwards.addAll(then);
        return new Plan.DoThenAsk(changes, afterwards);
    }

    private List<Change> generation(Readings now) {
        List<Change> changes = new ArrayList<>();
        Attributes ofOwner = new Attributes(owner.name(), owner.groupName(), null);
        if (!now.path(Probe.Path.of(directory)).exists()) {
            changes.add(new FileChange.MakeDirectory(directory, new Attributes(owner.name(), owner.groupName(), 0700)));
        }
        List<String> argv = new ArrayList<>(List.of("ssh-keygen", "-q", "-t", args.string("ssh_key_type")));
        long bits = args.number("ssh_key_bits").orElse(0L);
        if (bits > 0) {
            argv.addAll(List.of("-b", Long.toString(bits)));
        }
        String comment = args.optional("ssh_key_comment").orElse("nightshift-generated " + owner.name());
        argv.addAll(List.of("-C", comment, "-f", key, "-N", ""));
        changes.add(new CommandChange.Tool(
                "make an SSH key for " + owner.name(),
                argv,
                null,
                List.of("rm", "-f", "--", key, key + ".pub"),
                null,
                List.of("test", "-f", key + ".pub")));
        changes.add(new FileChange.SetAttributes(
                key,
                List.of(
                        new FileChange.SetAttributes.Entry(key, ofOwner, true),
                        new FileChange.SetAttributes.Entry(key + ".pub", ofOwner, true))));
        return changes;
    }

    Result describe(Result result, Readings before) {
        Result described = result.with("ssh_key_file", key);
        if (before.has(publicKey()) && before.raw(publicKey()) instanceof Reading.Bytes read && read.bytes() != null) {
            described = described.with("ssh_public_key", new String(read.bytes(), StandardCharsets.UTF_8).strip());
        }
        if (before.has(fingerprint()) && before.raw(fingerprint()) instanceof Reading.CommandOutput output) {
            described = described.with("ssh_fingerprint", output.stdout().strip());
        }
        return described;
    }

    private Probe.FileContent publicKey() {
        return new Probe.FileContent(key + ".pub", 64L << 10);
    }

    private Probe.Command fingerprint() {
        return Probe.Command.of("ssh-keygen", "-l", "-f", key + ".pub");
    }
}
