package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.AccountChange;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Reading.User.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an account that is there lacks of what a {@code user} task asks. */
final class UserDifference {
    private final Args args;
    private final Entry entry;

    UserDifference(Args args, Entry entry) {
        this.args = args;
        this.entry = entry;
    }

    /** The change that brings it to what was asked; empty when nothing differs. */
    Optional<AccountChange> change(boolean homeMissing) {
        Long uid = args.number("uid").filter(wanted -> wanted != entry.uid()).orElse(null);
        String group = args.optional("group")
                .filter(wanted -> !wanted.equals(entry.groupName()) && !wanted.equals(Long.toString(entry.gid())))
                .orElse(null);
        List<String> groups = groups();
        String comment = differing("comment", entry.comment());
        String home = differing("home", entry.home());
        String shell = differing("shell", entry.shell());
        String password = password();
        Boolean locked = args.flagOrNull("password_lock");
        if (locked != null && locked == entry.locked()) {
            locked = password != null && locked ? Boolean.TRUE : null; // a new hash is locked again
        }
        Long expires = expires();
        boolean move = home != null && args.flag("move_home");
        boolean same = uid == null
                && group == null
                && groups == null
                && comment == null
                && home == null
                && shell == null
                && password == null
                && locked == null
                && expires == null
                && !homeMissing;
        return same
                ? Optional.empty()
                : Optional.of(new AccountChange.SetUser(
                        entry.name(),
                        false,
                        uid,
                        args.flag("non_unique"),
                        group,
                        groups,
                        comment,
                        home,
                        homeMissing && !move,
                        move,
                        args.optional("skeleton").orElse(null),
                        shell,
                        args.flag("system"),
                        password,
                        locked,
                        expires,
                        args.optional("umask").orElse(null)));
    }

    private @Nullable String differing(String parameter, String found) {
        return args.optional(parameter).filter(wanted -> !wanted.equals(found)).orElse(null);
    }

    private @Nullable List<String> groups() {
        if (!args.has("groups")) {
            return null;
        }
        String primary = args.optional("group").orElse(entry.groupName());
        Set<String> wanted = new LinkedHashSet<>(args.strings("groups"));
        wanted.removeIf(group -> group.isEmpty() || group.equals(primary));
        Set<String> found = new HashSet<>(entry.groups());
        found.remove(entry.groupName());
        if (args.flag("append")) {
            wanted.removeAll(found);
            if (wanted.isEmpty()) {
                return null;
            }
            List<String> all = new ArrayList<>(entry.groups());
            all.remove(entry.groupName());
            all.addAll(wanted);
            return all;
        }
        return wanted.equals(found) ? null : List.copyOf(wanted);
    }

    private @Nullable String password() {
        if (!args.has("password") || args.string("update_password").equals("on_create")) {
            return null;
        }
        String wanted = args.string("password");
        String found = entry.passwordHash();
        return found != null && unlocked(found).equals(unlocked(wanted)) ? null : wanted;
    }

    private static String unlocked(String hash) {
        return hash.startsWith("!") ? unlocked(hash.substring(1)) : hash;
    }

    private @Nullable Long expires() {
        Long wanted = expiryDay(args);
        long found = Objects.requireNonNullElse(entry.expiresDay(), -1L);
        return wanted == null || wanted == found || (wanted < 0 && found < 0) ? null : wanted;
    }

    /** The day an account ends, counted from 1970; -1 for never, null when the task does not say. */
    static @Nullable Long expiryDay(Args args) {
        Object seconds = args.raw("expires");
        if (!(seconds instanceof Double time)) {
            return null;
        }
        return time < 0 ? -1L : (long) Math.floor(time / 86400);
    }
}
