package io.nightshift.core.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a machine consists of at one moment: by kind, what each thing is called and what it is like. */
public record MachineState(Map<Kind, Map<String, String>> things) {
    /** Kinds of things. */
    public enum Kind {
        FILE,
        PACKAGE,
        UNIT,
        USER,
        GROUP,
        PORT,
        MOUNT,
        MODULE
    }

    public MachineState {
        things = Collections.unmodifiableMap(new EnumMap<>(things));
    }

    /**
     * One thing that is not as it was.
     *
     * @param before null for one that came
     * @param after null for one that went
     */
    public record Change(
            Kind kind,
            String name,
            @Nullable String before,
            @Nullable String after) {
        public boolean came() {
            return before == null;
        }

        public boolean went() {
            return after == null;
        }

        /** The change in one line. */
        public String text() {
            return name + ": " + (before == null ? "not there" : before) + "  ->  "
                    + (after == null ? "not there" : after);
        }
    }

    /** What is different later, by kind and name. */
    public List<Change> changesTo(MachineState later) {
        List<Change> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Map<String, String> mine = things.getOrDefault(kind, Map.of());
            Map<String, String> theirs = later.things.getOrDefault(kind, Map.of());
            TreeSet<String> names = new TreeSet<>(mine.keySet());
            names.addAll(theirs.keySet());
            for (String name : names) {
                if (!Objects.equals(mine.get(name), theirs.get(name))) {
                    all.add(new Change(kind, name, mine.get(name), theirs.get(name)));
                }
            }
        }
        return all;
    }
}
