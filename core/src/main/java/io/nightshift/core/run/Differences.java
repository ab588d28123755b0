package io.nightshift.core.run;

import io.nightshift.core.journal.Difference;
import io.nightshift.core.journal.StepId;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a change finds and leaves, from readings that its module took anyway: it costs no word with the host. Contents, outputs and
 * password hashes are left out, they may be secret.
 */
final class Differences {
    private static final int MOST = 40;
    private static final String NOT_READ_AGAIN = "not read again";

    private Differences() {}

    /** Keeps them with the step, for reports. */
    static void note(RunContext run, StepId step, Change change, HostAccess access) {
        List<Difference> all = of(change, access.readings(), run.redactor);
        if (!all.isEmpty()) {
            run.store.note(step.run(), step.host(), Difference.NOTE + step.sequence(), Difference.note(all));
        }
    }

    static List<Difference> of(Change change, Map<Probe, Reading> known, Redactor redactor) {
        // By what they are about, in order, each once: two probes may have read the same thing.
        Map<String, Difference> all = new TreeMap<>();
        known.forEach((probe, before) -> {
            if (change.touches(probe)) {
                for (Difference each : compared(probe, before, change.predict(probe, before))) {
                    String what = redactor.clean(each.what());
                    all.merge(
                            what,
                            new Difference(what, redactor.clean(each.before()), redactor.clean(each.after())),
                            Differences::telling);
                }
            }
        });
        List<Difference> list = new ArrayList<>(all.values());
        if (change instanceof FileChange.WriteFile write && list.isEmpty()) {
            list.add(new Difference(write.path(), "not read", write.content().size() + " bytes"));
        }
        return list.size() <= MOST ? list : list.subList(0, MOST);
    }

    /** The one that knows what comes; which probe was asked first must make no difference. */
    private static Difference telling(Difference one, Difference other) {
        boolean same = knows(one) == knows(other);
        boolean first = one.after().compareTo(other.after()) <= 0;
        return (same ? first : knows(one)) ? one : other;
    }

    private static boolean knows(Difference difference) {
        return !difference.after().equals(NOT_READ_AGAIN) && !difference.after().equals("known after apply");
    }

    private static List<Difference> compared(Probe probe, Reading before, Reading after) {
        List<Difference> all = new ArrayList<>();
        if (before instanceof PathState was && !was.exists() && !(after instanceof PathState)) {
            return all; // it was looked at and is not there; that it might come says nothing
        } else if (before instanceof PathState was) {
            add(all, was.path(), words(was), after instanceof PathState is ? words(is) : null);
        } else if (before instanceof Reading.Packages was) {
            Map<String, Reading.PackageState> states = after instanceof Reading.Packages is ? is.states() : Map.of();
            was.states()
                    .forEach((name, state) -> add(all, "package " + name, version(state), version(states.get(name))));
        } else if (probe instanceof Probe.Service service && before instanceof Reading.Service was) {
            add(all, "service " + service.name(), words(was), after instanceof Reading.Service is ? words(is) : null);
        } else if (probe instanceof Probe.User user && before instanceof Reading.User was) {
            add(all, "user " + user.name(), words(was), after instanceof Reading.User is ? words(is) : null);
        } else if (probe instanceof Probe.Group group && before instanceof Reading.Group was) {
            add(all, "group " + group.name(), words(was), after instanceof Reading.Group is ? words(is) : null);
        } else if (probe instanceof Probe.Sysctl sysctl && before instanceof Reading.Text was) {
            add(all, sysctl.name(), text(was), after instanceof Reading.Text is ? text(is) : null);
        }
        return all;
    }

    private static void add(List<Difference> all, String what, String before, @Nullable String after) {
        if (!before.equals(after)) {
            all.add(new Difference(what, before, after == null ? NOT_READ_AGAIN : after));
        }
    }

    private static String words(PathState state) {
        String owner = ", " + String.format("%04o", state.mode()) + " " + state.owner() + ":" + state.group();
        return switch (state.kind()) {
            case ABSENT -> "not there";
            case FILE -> "file, " + state.size() + " bytes" + owner;
            case DIRECTORY -> "directory" + owner;
            case LINK -> "link to " + state.linkTarget();
            case OTHER -> "neither file nor directory" + owner;
        };
    }

    private static String version(Reading.@Nullable PackageState state) {
        if (state == null) {
            return NOT_READ_AGAIN;
        }
        return state.installed() == null ? "not installed" : state.installed();
    }

    private static String words(Reading.Service service) {
        return service.exists() ? service.active() + ", " + service.enabled() : "not there";
    }

    private static String words(Reading.User user) {
        Reading.User.Entry it = user.entry();
        return it == null
                ? "not there"
                : "uid " + it.uid() + ", group " + it.groupName() + ", home " + it.home() + ", shell " + it.shell()
                        + (it.groups().isEmpty() ? "" : ", also in " + String.join(" ", it.groups()))
                        + (it.locked() ? ", locked" : "");
    }

    private static String words(Reading.Group group) {
        Reading.Group.Entry it = group.entry();
        return it == null
                ? "not there"
                : "gid " + it.gid() + (it.members().isEmpty() ? "" : ", " + String.join(" ", it.members()));
    }

    private static String text(Reading.Text text) {
        return text.value() == null ? "not set" : text.value();
    }
}
