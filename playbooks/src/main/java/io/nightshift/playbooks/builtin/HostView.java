package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.template.python.PythonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a module knows of the host; what it does not know yet becomes a {@link Plan.Ask} by itself. */
final class HostView {
    private static final int LONGEST_CHAIN_OF_LINKS = 40;

    private final Readings readings;

    HostView(Readings readings) {
        this.readings = readings;
    }

    /** Plans; wherever the planner looks at something not read yet, that is asked for and planning starts again. */
    static Plan plan(Readings readings, Function<HostView, Plan> planner) {
        try {
            return planner.apply(new HostView(readings));
        } catch (NotReadYet missing) {
            return new Plan.Ask(missing.probes);
        } catch (ModuleFailure | PythonException failure) {
            return Plan.fail(String.valueOf(failure.getMessage()));
        }
    }

    /** The readings themselves, for probes that are there. */
    Readings readings() {
        return readings;
    }

    /** Asks for all of these at once, where they are not there yet. */
    HostView need(List<? extends Probe> probes) {
        List<Probe> missing = new ArrayList<>();
        for (Probe probe : probes) {
            if (!readings.has(probe)) {
                missing.add(probe);
            }
        }
        if (!missing.isEmpty()) {
            throw new NotReadYet(missing);
        }
        return this;
    }

    HostView need(Probe... probes) {
        return need(List.of(probes));
    }

    /** What is at a path; of a link, the link. */
    PathState at(String path) {
        return state(Probe.Path.of(path));
    }

    /** What is at a path or where it leads. */
    PathState through(String path) {
        return state(new Probe.Path(path, true, Checksum.NONE));
    }

    /** As {@link #at}, with the SHA-256 of a regular file. */
    PathState summed(String path) {
        return state(new Probe.Path(path, false, Checksum.SHA256));
    }

    PathState state(Probe.Path probe) {
        return need(probe).readings.path(probe);
    }

    /** A file's bytes; empty when there is none. */
    Optional<byte[]> bytes(String path) {
        Probe.FileContent probe = Probe.FileContent.of(path);
        return need(probe).readings.bytes(probe);
    }

    Reading.CommandOutput command(Probe.Command probe) {
        return need(probe).readings.command(probe);
    }

    Optional<Reading.User.Entry> user(String name) {
        Probe.User probe = new Probe.User(name);
        return need(probe).readings.user(probe);
    }

    /** Whether a path is a directory or a link to one. */
    boolean isDirectory(PathState state) {
        return state.isDirectory() || state.isLink() && through(state.path()).isDirectory();
    }

    /** Where a path leads when its last part is a link, or a link to a link. */
    String real(String path) {
        String here = path;
        for (int hop = 0; hop < LONGEST_CHAIN_OF_LINKS; hop++) {
            PathState state = at(here);
            String target = state.linkTarget();
            if (!state.isLink() || target == null) {
                return here;
            }
            here = HostPath.resolve(HostPath.parent(here), target);
        }
        throw new ModuleFailure(path + " is a link that leads back to itself");
    }

    /** What a probe would read after the changes that were made (or would be, in check mode). */
    static Optional<PathState> after(Probe.Path probe, Readings before, List<Outcome> done) {
        if (!before.has(probe)) {
            return Optional.empty();
        }
        Reading reading = before.raw(probe);
        for (Outcome outcome : done) {
            if (!(outcome instanceof Outcome.Failed)) {
                reading = outcome.change().predict(probe, reading);
            }
        }
        return reading instanceof PathState state ? Optional.of(state) : Optional.empty();
    }

    /** Owner, group, mode, size and the kind of thing at a path after the changes, under Ansible's names. */
    static Map<String, Object> described(Probe.Path probe, Readings before, List<Outcome> done) {
        Map<String, Object> values = new LinkedHashMap<>();
        after(probe, before, done).ifPresent(state -> {
            FileAttributes.describe(state, values);
            values.put("state", HostPath.word(state));
        });
        return values;
    }

    /** Not an error: planning stops here until the host has answered. */
    private static final class NotReadYet extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<Probe> probes;

        NotReadYet(List<Probe> probes) {
            super("not read yet", null, false, false);
            this.probes = probes;
        }
    }
}
