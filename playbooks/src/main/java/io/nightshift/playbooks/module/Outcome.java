package io.nightshift.playbooks.module;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What became of one change. */
public sealed interface Outcome {
    Change change();

    /** It was made. For commands {@code status} may be anything; the module says what counts as failure. */
    record Done(Change change, int status, String stdout, String stderr, Instant started, Instant ended)
            implements Outcome {}

    /** It was not made, or not wholly; the undo brings back what was there. */
    record Failed(Change change, String message, int status, String stdout, String stderr) implements Outcome {
        /** The return values a failed task registers. */
        public Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("rc", (long) status);
            values.put("stdout", stdout);
            values.put("stderr", stderr);
            return values;
        }
    }

    /** Check mode: it would be made. */
    record Planned(Change change) implements Outcome {}
}
