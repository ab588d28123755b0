package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Reading.PathState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Owner, group and mode as a task asks for them, and how they differ from what is there. */
record FileAttributes(
        @Nullable String owner,
        @Nullable String group,
        @Nullable String mode) {
    static final FileAttributes NONE = new FileAttributes(null, null, null);
    private static final List<String> LABELS = List.of("seuser", "serole", "setype", "selevel", "attributes");

    /** The parameters every module that makes files has in common. */
    static List<Parameter> parameters() {
        return List.of(
                Parameter.string("owner", "User who is to own it, by name or number."),
                Parameter.string("group", "Group it is to belong to, by name or number."),
                Parameter.of(
                        "mode",
                        Type.MODE,
                        "Permissions: octal in quotes (`\"0644\"`) or symbolic (`u=rwX,g-w,o=`)."
                                + " A symbolic part that names nobody (`+x`) spares what a umask of 022 takes away."),
                Parameter.string("attributes", "Flags of chattr(1). Not supported: a task that asks for them fails.")
                        .alias("attr"),
                Parameter.string("seuser", "SELinux user. Not supported: a task that asks for it fails."),
                Parameter.string("serole", "SELinux role. Not supported: a task that asks for it fails."),
                Parameter.string("setype", "SELinux type. Not supported: a task that asks for it fails."),
                Parameter.string("selevel", "SELinux level. Not supported: a task that asks for it fails."),
                Parameter.flag(
                        "unsafe_writes",
                        false,
                        "Taken for compatibility: a file that cannot be renamed over is always written in place,"
                                + " with the old one kept for undo."));
    }

    /** A specification with the common parameters after the module's own. */
    static ModuleSpec with(ModuleSpec own) {
        List<Parameter> all = new ArrayList<>(own.parameters());
        all.addAll(parameters());
        return new ModuleSpec(
                own.name(),
                own.names(),
                own.summary(),
                all,
                own.freeForm(),
                own.anyParameter(),
                own.exclusive(),
                own.oneOf());
    }

    static FileAttributes of(Args args) {
        for (String label : LABELS) {
            if (args.has(label)) {
                throw new ModuleFailure("`" + label + "` is not supported; set it with a command task that has an"
                        + " `undo:`, or leave it out");
            }
        }
        return new FileAttributes(
                args.optional("owner").orElse(null),
                args.optional("group").orElse(null),
                args.optional("mode").filter(mode -> !mode.equals("preserve")).orElse(null));
    }

    FileAttributes withMode(@Nullable String other) {
        return new FileAttributes(owner, group, other);
    }

    /** What has to be set on something that is there; {@link Attributes#keepsAll} when nothing has. */
    Attributes missing(PathState now) {
        Integer bits = mode == null ? null : SymbolicMode.resolve(mode, now.mode(), now.isDirectory());
        return new Attributes(
                differs(owner, now.owner(), now.uid()) ? owner : null,
                differs(group, now.group(), now.gid()) ? group : null,
                bits == null || bits == now.mode() ? null : bits);
    }

    /** What to set on something that is made; symbolic modes start from what the host gives new things. */
    Attributes fresh(boolean directory) {
        return new Attributes(
                owner, group, mode == null ? null : SymbolicMode.resolve(mode, directory ? 0755 : 0644, directory));
    }

    /** All that is asked for, given what is there now (or not). */
    Attributes wanted(PathState now, boolean directory) {
        if (!now.exists() || now.isLink()) {
            return fresh(directory);
        }
        return new Attributes(owner, group, mode == null ? null : SymbolicMode.resolve(mode, now.mode(), directory));
    }

    /** Owner, group, mode and the like as file modules return them for something that is there. */
    static void describe(PathState state, Map<String, Object> values) {
        if (state.exists()) {
            values.put("owner", state.owner());
            values.put("group", state.group());
            if (state.uid() >= 0) { // a user given by name has a number only the host knows
                values.put("uid", state.uid());
            }
            if (state.gid() >= 0) {
                values.put("gid", state.gid());
            }
            values.put("mode", octal(state.mode()));
            values.put("size", state.size());
        }
    }

    /** The same for a file that was written, from what was there before it. */
    static void describeWritten(PathState old, Attributes given, long size, Map<String, Object> values) {
        Integer mode = given.mode();
        String owner = given.owner();
        String group = given.group();
        values.put("owner", owner != null ? owner : old.exists() ? old.owner() : "root");
        values.put("group", group != null ? group : old.exists() ? old.group() : "root");
        if (owner == null) {
            values.put("uid", old.uid());
        }
        if (group == null) {
            values.put("gid", old.gid());
        }
        values.put("mode", octal(mode != null ? mode : old.exists() ? old.mode() : 0644));
        values.put("size", size);
        values.put("state", "file");
    }

    static String octal(int mode) {
        return String.format("%04o", mode);
    }

    private static boolean differs(@Nullable String wanted, String name, long id) {
        return wanted != null && !wanted.equals(name) && !wanted.equals(Long.toString(id));
    }
}
