package io.nightshift.playbooks.builtin;

import static io.nightshift.playbooks.module.Parameter.flag;
import static io.nightshift.playbooks.module.Parameter.of;
import static io.nightshift.playbooks.module.Parameter.path;
import static io.nightshift.playbooks.module.Parameter.string;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;

/** {@code user}: a user of the host is made, changed or removed. */
final class UserModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "user",
            "Makes, changes and removes a user of the host.",
            string("name", "The user.").must().alias("user"),
            string("state", "Whether it is to be there.").or("present").oneOf("present", "absent"),
            of("uid", Type.INTEGER, "Its number; the host chooses when not given."),
            flag("non_unique", false, "The number may be another user's, too."),
            string("group", "Primary group."),
            of("groups", Type.STRINGS, "All other groups, or with `append` those to join; empty for none."),
            flag("append", false, "Join `groups` without leaving others."),
            string("comment", "The full name, or what it is for."),
            path("home", "Home directory."),
            flag("create_home", true, "Make the home directory where it is missing.")
                    .alias("createhome"),
            flag("move_home", false, "Move what is in the old home directory to the new one."),
            path("skeleton", "Directory whose files a new home directory gets."),
            string("umask", "File mode mask a new home directory is made with."),
            string("shell", "Login shell."),
            flag("system", false, "Give a new user a number from the range of the system."),
            string("password", "Hash of the password, as crypt(3) makes it; `*` for none that works.")
                    .hidden(),
            string("update_password", "Whether to change the password of a user who is there.")
                    .or("always")
                    .oneOf("always", "on_create"),
            of("password_lock", Type.BOOLEAN, "Lock or unlock the password."),
            of("password_expire_min", Type.INTEGER, "Days between changes of the password, at least."),
            of("password_expire_max", Type.INTEGER, "Days between changes of the password, at most."),
            of("expires", Type.FLOAT, "When the account ends, in seconds since 1970; negative for never."),
            flag("remove", false, "With `absent`: remove home directory and mail, too."),
            flag("force", false, "With `absent`: even while logged in; else: replace an SSH key that is there."),
            flag("local", false, "Accepted; the host's own user files are what is changed."),
            flag("generate_ssh_key", false, "Make an SSH key pair where there is none."),
            of("ssh_key_bits", Type.INTEGER, "Size of the key; 0 for the usual one.")
                    .or(0L),
            string("ssh_key_type", "Kind of the key.").or("rsa"),
            path("ssh_key_file", "Where the key is kept, from the home directory; `.ssh/id_TYPE` when not given."),
            string(
                    "ssh_key_comment",
                    "Comment in the public key; `nightshift-generated` and the user when not given."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return new UserTask(args).probes();
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return new UserTask(args).plan(now);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        UserTask task = new UserTask(args);
        boolean present = args.string("state").equals("present");
        Result result = Result.of(done).with("name", args.string("name")).with("state", args.string("state"));
        if (result.failed()) {
            return result;
        }
        if (!present) {
            return done.isEmpty()
                    ? result
                    : result.with("force", args.flag("force")).with("remove", args.flag("remove"));
        }
        result = task.created(done)
                ? result.with("system", args.flag("system")).with("create_home", args.flag("create_home"))
                : result.with("append", args.flag("append")).with("move_home", args.flag("move_home"));
        if (args.has("password")) {
            result = result.with("password", "NOT_LOGGING_PASSWORD");
        }
        if (args.has("groups")) {
            result = result.with("groups", String.join(",", args.strings("groups")));
        }
        Reading.User.Entry entry = task.entry(before).orElse(null);
        if (entry != null) {
            result = result.with("uid", args.number("uid").orElse(entry.uid()))
                    .with("group", entry.gid())
                    .with("comment", args.optional("comment").orElse(entry.comment()))
                    .with("home", args.optional("home").orElse(entry.home()))
                    .with("shell", args.optional("shell").orElse(entry.shell()));
            if (args.flag("generate_ssh_key")) {
                result = new UserKey(args, entry).describe(result, before);
            }
        }
        return result;
    }
}
