package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.AccountChange;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.User.Entry;
import io.nightshift.playbooks.module.Readings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans one {@code user} task: first the account, then what needs the account's number and home. */
final class UserTask {
    private final Args args;
    private final String name;
    private final Probe.User user;

    UserTask(Args args) {
        this.args = args;
        this.name = args.string("name");
        this.user = new Probe.User(name);
    }

    List<Probe> probes() {
        List<Probe> probes = new ArrayList<>(List.of(user));
        if (args.string("state").equals("present")) {
            wantedGroups().forEach(group -> probes.add(new Probe.Group(group)));
            if (args.flag("create_home")) {
                probes.add(Probe.Path.of(args.optional("home").orElse(usualHome())));
            }
            if (ageingAsked()) {
                probes.add(shadow());
            }
        }
        return probes;
    }

    Plan plan(Readings now) {
        if (args.string("state").equals("absent")) {
            return now.user(user).isEmpty()
                    ? Plan.nothing()
                    : Plan.of(new AccountChange.RemoveUser(name, args.flag("remove"), args.flag("force")));
        }
        if (now.has(marker())) {
            return args.settings().checkMode() ? Plan.nothing() : followUp(now);
        }
        Optional<Entry> found = now.user(user);
        if (found.isEmpty()) {
            requireGroups(now, List.of());
            return new Plan.DoThenAsk(List.of(creation()), afterwards());
        }
        Entry entry = found.get();
        Probe.Path home = Probe.Path.of(args.optional("home").orElse(entry.home()));
        if (args.flag("create_home") && !now.has(home)) {
            return Plan.ask(home);
        }
        requireGroups(now, entry.groups());
        Optional<AccountChange> change = new UserDifference(args, entry)
                .change(args.flag("create_home") && !now.path(home).exists());
        if (change.isPresent() && (args.flag("generate_ssh_key") || ageingAsked())) {
            return new Plan.DoThenAsk(List.of(change.get()), afterwards());
        }
        return change.isPresent() ? Plan.of(change.get()) : followUp(now);
    }

    /** Password ageing and the SSH key of an account that is as asked otherwise. */
    private Plan followUp(Readings now) {
        Optional<Entry> entry = now.user(user);
        if (entry.isEmpty()) {
            return Plan.fail("failed to look up user name: " + name);
        }
        List<Change> changes = new ArrayList<>();
        if (ageingAsked()) {
            if (!now.has(shadow())) {
                return Plan.ask(shadow());
            }
            ageing(now).ifPresent(changes::add);
        }
        return args.flag("generate_ssh_key")
                ? new UserKey(args, entry.get()).plan(now, changes, afterwards())
                : Plan.of(changes);
    }

    private AccountChange creation() {
        return new AccountChange.SetUser(
                name,
                true,
                args.number("uid").orElse(null),
                args.flag("non_unique"),
                args.optional("group").orElse(null),
                args.has("groups") ? wantedSupplementary() : null,
                args.optional("comment").orElse(null),
                args.optional("home").orElse(null),
                args.flag("create_home"),
                false,
                args.optional("skeleton").orElse(null),
                args.optional("shell").orElse(null),
                args.flag("system"),
                args.optional("password").orElse(null),
                args.flagOrNull("password_lock"),
                UserDifference.expiryDay(args),
                args.optional("umask").orElse(null));
    }

    boolean created(List<Outcome> done) {
        return done.stream().anyMatch(outcome -> outcome.change() instanceof AccountChange.SetUser set && set.create());
    }

    /** What is known of the user in the end. */
    Optional<Entry> entry(Readings before) {
        return before.has(user) && before.raw(user) instanceof Reading.User read
                ? Optional.ofNullable(read.entry())
                : Optional.empty();
    }

    /** Asked only once the account has been made or changed; that it was asked tells so. */
    private Probe marker() {
        return Probe.Command.of("getent", "passwd", name);
    }

    /** Read again after a change, which may touch all that was read before. */
    private List<Probe> afterwards() {
        return ageingAsked() ? List.of(user, marker(), shadow()) : List.of(user, marker());
    }

    private String usualHome() {
        return name.equals("root") ? "/root" : "/home/" + name;
    }

    private List<String> wantedSupplementary() {
        return args.strings("groups").stream()
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
    }

    private Set<String> wantedGroups() {
        Set<String> groups = new LinkedHashSet<>(wantedSupplementary());
        args.optional("group").ifPresent(groups::add);
        groups.removeIf(group -> group.chars().allMatch(Character::isDigit)); // a number is taken as it is
        return groups;
    }

    private void requireGroups(Readings now, List<String> known) {
        for (String group : wantedGroups()) {
            Reading reading = now.raw(new Probe.Group(group));
            if (!known.contains(group) && reading instanceof Reading.Group read && read.entry() == null) {
                throw new ModuleFailure("Group " + group + " does not exist");
            }
        }
    }

    private boolean ageingAsked() {
        return args.has("password_expire_min") || args.has("password_expire_max");
    }

    private Probe.Command shadow() {
        return Probe.Command.of("getent", "shadow", name);
    }

    private Optional<Change> ageing(Readings now) {
        String[] fields = now.command(shadow()).stdout().strip().split(":", -1);
        String min = fields.length > 4 ? fields[3] : "";
        String max = fields.length > 4 ? fields[4] : "";
        List<String> argv = new ArrayList<>(List.of("chage"));
        List<String> undo = new ArrayList<>(List.of("chage"));
        differ(args.number("password_expire_min").orElse(null), "-m", min, argv, undo);
        differ(args.number("password_expire_max").orElse(null), "-M", max, argv, undo);
        if (argv.size() == 1) {
            return Optional.empty();
        }
        argv.add(name);
        undo.add(name);
        return Optional.of(new CommandChange.Tool(
                "set how long the password of " + name + " lasts", argv, null, undo, null, null));
    }

    private static void differ(
            @Nullable Long wanted, String option, String found, List<String> argv, List<String> undo) {
        if (wanted != null && !Objects.equals(wanted.toString(), found)) {
            argv.addAll(List.of(option, wanted.toString()));
            undo.addAll(List.of(option, found.isEmpty() ? "-1" : found));
        }
    }
}
