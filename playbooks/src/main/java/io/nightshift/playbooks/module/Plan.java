package io.nightshift.playbooks.module;

import java.util.List;

/** A module's answer to what is there now. */
public sealed interface Plan {
    /** The host is as asked. */
    record Nothing(String message) implements Plan {}

    /** These changes, in order, and the task is done. */
    record Do(List<Change> changes) implements Plan {
        public Do {
            changes = List.copyOf(changes);
        }
    }

    /** More must be known first; {@code plan} is called again with these readings added. */
    record Ask(List<Probe> probes) implements Plan {
        public Ask {
            probes = List.copyOf(probes);
        }
    }

    /** These changes first, then these readings, then {@code plan} again; readings the changes touch are dropped. */
    record DoThenAsk(List<Change> changes, List<Probe> probes) implements Plan {
        public DoThenAsk {
            changes = List.copyOf(changes);
            probes = List.copyOf(probes);
        }
    }

    /** The task cannot be done; the message is for the technician. */
    record Fail(String message) implements Plan {}

    static Plan nothing() {
        return new Nothing("");
    }

    static Plan nothing(String message) {
        return new Nothing(message);
    }

    /** {@link Nothing} when the list is empty. */
    static Plan of(List<Change> changes) {
        return changes.isEmpty() ? nothing() : new Do(changes);
    }

    static Plan of(Change... changes) {
        return of(List.of(changes));
    }

    static Plan ask(Probe... probes) {
        return new Ask(List.of(probes));
    }

    static Plan fail(String message) {
        return new Fail(message);
    }
}
