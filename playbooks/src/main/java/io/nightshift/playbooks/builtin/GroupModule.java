package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.AccountChange;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;
import java.util.Optional;

/** {@code group}: a group of the host is made, renumbered or removed. */
final class GroupModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "group",
            "Makes, renumbers and removes a group of the host.",
            Parameter.string("name", "The group.").must(),
            Parameter.string("state", "Whether it is to be there.")
                    .or("present")
                    .oneOf("present", "absent"),
            Parameter.of("gid", Parameter.Type.INTEGER, "Its number; the host chooses when not given."),
            Parameter.flag("system", false, "Give a new group a number from the range of the system."),
            Parameter.flag("non_unique", false, "The number may be another group's, too."),
            Parameter.flag("local", false, "Accepted; the host's own group file is what is changed."),
            Parameter.flag("force", false, "Remove it even where it is a user's primary group."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(new Probe.Group(args.string("name")));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        String name = args.string("name");
        Optional<Long> gid = args.number("gid");
        if (args.flag("non_unique") && gid.isEmpty()) {
            return Plan.fail("non_unique is True but all of the following are missing: gid");
        }
        Probe.Command numbered = numbered(name);
        if (now.has(numbered)) {
            return Plan.nothing(); // it was made, and its number read
        }
        Optional<Reading.Group.Entry> found = now.group(new Probe.Group(name));
        if (args.string("state").equals("absent")) {
            return found.isEmpty() ? Plan.nothing() : Plan.of(new AccountChange.RemoveGroup(name));
        }
        if (found.isPresent() && (gid.isEmpty() || gid.get() == found.get().gid())) {
            return Plan.nothing();
        }
        AccountChange change = new AccountChange.SetGroup(
                name, found.isEmpty(), gid.orElse(null), args.flag("non_unique"), args.flag("system"));
        return gid.isPresent() ? Plan.of(change) : new Plan.DoThenAsk(List.of(change), List.of(numbered));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        String name = args.string("name");
        Result result = Result.of(done).with("name", name).with("state", args.string("state"));
        if (result.failed() || args.string("state").equals("absent")) {
            return result;
        }
        result = result.with("system", args.flag("system"));
        Optional<Long> gid = args.number("gid").or(() -> number(before, name));
        return gid.isPresent() ? result.with("gid", gid.get()) : result;
    }

    private static Optional<Long> number(Readings before, String name) {
        Probe.Group group = new Probe.Group(name);
        if (before.has(group) && before.raw(group) instanceof Reading.Group read && read.entry() != null) {
            return Optional.of(read.entry().gid());
        }
        Probe.Command numbered = numbered(name);
        if (before.has(numbered) && before.raw(numbered) instanceof Reading.CommandOutput output) {
            String[] fields = output.stdout().strip().split(":", -1);
            return fields.length > 2 ? Optional.of(Long.parseLong(fields[2])) : Optional.empty();
        }
        return Optional.empty();
    }

    /** Asked for the number of a group just made; that it was asked tells that the group has been made. */
    private static Probe.Command numbered(String name) {
        return Probe.Command.of("getent", "group", name);
    }
}
