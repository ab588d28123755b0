package io.nightshift.core.record;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One host's record in one run: what its tasks came to, by step path. A run that was interrupted finds here what needs no second
 * evaluation; steps whose task has no outcome here are open and must be settled with their tickets. Used by one thread at a time.
 */
public final class HostNotes {
    private static final String OUTCOME = "t ";
    private static final String ITEMS = "l ";
    private static final String INCLUDED = "i ";
    private static final String ARGUMENTS = "a ";
    private static final String BOOT = "b ";
    private static final String PLACE = "k ";
    private static final String FAILED = "failed";
    private static final String TROUBLE = "trouble";
    private static final Pattern PLAY = Pattern.compile("p([0-9]{1,6})\\b");

    private final @Nullable RunStore store;
    private final String run;
    private final String host;
    private final Map<String, String> found;
    private final List<StepRecord> steps;

    private HostNotes(
            @Nullable RunStore store, String run, String host, Map<String, String> found, List<StepRecord> steps) {
        this.store = store;
        this.run = run;
        this.host = host;
        this.found = found;
        this.steps = List.copyOf(steps);
    }

    /** A record that keeps and finds nothing, for check mode. */
    static HostNotes none() {
        return new HostNotes(null, "", "", Map.of(), List.of());
    }

    /** A new record. */
    static HostNotes fresh(RunStore store, String run, String host) {
        return new HostNotes(store, run, host, Map.of(), List.of());
    }

    /** The record of an interrupted run. */
    static HostNotes stored(RunStore store, String run, String host) {
        Map<String, String> found = new HashMap<>();
        store.notes(run, host).forEach(note -> found.put(note.getKey(), note.getValue()));
        return new HostNotes(store, run, host, found, store.steps(run, host));
    }

    /** Whether this run goes on from where an earlier process left it. */
    public boolean resumed() {
        return !found.isEmpty() || !steps.isEmpty();
    }

    /** What the task (or item) at this path came to. */
    public Optional<RecordedOutcome> outcome(String path) {
        return find(OUTCOME + path).map(OutcomeText::read);
    }

    /** Whether {@link #outcome} would find something. */
    public boolean knows(String path) {
        return found.containsKey(OUTCOME + path);
    }

    public void outcome(String path, RecordedOutcome outcome) {
        keep(OUTCOME + path, () -> OutcomeText.of(outcome));
    }

    /** The items that the loop at this path goes through. */
    public Optional<List<@Nullable Object>> items(String path) {
        return find(ITEMS + path).map(ValueText::read).map(value -> new ArrayList<>((List<?>) value));
    }

    public void items(String path, List<?> items) {
        keep(ITEMS + path, () -> ValueText.of(items));
    }

    /** What the include at this path was told to include. */
    public Optional<Map<String, Object>> included(String path) {
        return find(INCLUDED + path).map(ValueText::read).map(OutcomeText::mapping);
    }

    public void included(String path, Map<String, Object> arguments) {
        keep(INCLUDED + path, () -> ValueText.of(arguments));
    }

    /** The rendered arguments that an attempt began to act with. */
    public Optional<Map<String, Object>> arguments(String path) {
        return find(ARGUMENTS + path).map(ValueText::read).map(OutcomeText::mapping);
    }

    public void arguments(String path, Map<String, Object> arguments) {
        keep(ARGUMENTS + path, () -> ValueText.of(arguments));
    }

    /** The boot identity that the host had before the reboot at this path. */
    public Optional<String> bootBefore(String path) {
        return find(BOOT + path);
    }

    public void bootBefore(String path, String identity) {
        keep(BOOT + path, () -> identity);
    }

    /** Which task stands at this path for this host, where it is another one than for the first host that came there. */
    public Optional<String> place(String path) {
        return find(PLACE + path);
    }

    public void place(String path, String task) {
        keep(PLACE + path, () -> task);
    }

    /** Why the host failed, once that was decided. */
    public Optional<String> failure() {
        return find(FAILED);
    }

    public void failure(String message) {
        keep(FAILED, () -> message);
    }

    /** What kind of trouble it was. */
    public Optional<String> trouble() {
        return find(TROUBLE);
    }

    public void trouble(String kind) {
        keep(TROUBLE, () -> kind);
    }

    /** Steps that an earlier process intended for one attempt of a task which came to no recorded outcome, oldest first. */
    public List<StepRecord> stepsOf(String attempt) {
        return steps.isEmpty()
                ? List.of()
                : steps.stream()
                        .filter(step -> step.id().path().startsWith(attempt + "."))
                        .toList();
    }

    /** Whether the host had begun a later play than this one. */
    public boolean goesBeyond(String play) {
        return found.keySet().stream().anyMatch(key -> number(key.substring(key.indexOf(' ') + 1)) > number(play));
    }

    /** The number of the play that a path begins with, 0 where it names none. */
    private static int number(String path) {
        Matcher play = PLAY.matcher(path);
        return play.lookingAt() ? Integer.parseInt(play.group(1)) : 0;
    }

    /** The number of the last step that an earlier process intended. */
    public int lastStep() {
        return steps.stream().mapToInt(step -> step.id().sequence()).max().orElse(0);
    }

    private Optional<String> find(String key) {
        return found.isEmpty() ? Optional.empty() : Optional.ofNullable(found.get(key));
    }

    private void keep(String key, java.util.function.Supplier<String> text) {
        if (store != null && !found.containsKey(key)) {
            store.note(run, host, key, text.get());
        }
    }
}
