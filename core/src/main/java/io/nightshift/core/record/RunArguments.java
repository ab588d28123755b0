package io.nightshift.core.record;

import io.nightshift.core.journal.RunStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * With what words a run was ordered, where, and which process makes it: all that a resume needs to order it again. Passwords typed at
 * a prompt are not among them.
 *
 * @param arguments of the command line, as typed
 * @param folder the working directory
 * @param answers to {@code vars_prompt} by play path, but for secret ones
 * @param controller the process at work
 */
public record RunArguments(
        List<String> arguments, Path folder, Map<String, Map<String, Object>> answers, Controller controller) {
    private static final String RUN = "";
    private static final String ARGUMENTS = "arguments";
    private static final String CONTROLLER = "controller";

    /** Grows when a record is written that earlier versions would misread. */
    private static final long FORM = 1;

    public RunArguments {
        arguments = List.copyOf(arguments);
    }

    /**
     * A process of this or another machine.
     *
     * @param started tells it from a later process of the same number
     */
    public record Controller(String machine, long pid, String started) {
        /** This process. */
        public static Controller self(String machine) {
            ProcessHandle self = ProcessHandle.current();
            return new Controller(machine, self.pid(), started(self));
        }

        private static String started(ProcessHandle process) {
            return process.info().startInstant().map(String::valueOf).orElse("");
        }

        /** Whether it is still there, as far as {@code machine} can tell; another machine's may be. */
        public boolean mayBeAlive(String here) {
            return !machine.equals(here)
                    || ProcessHandle.of(pid)
                            .filter(ProcessHandle::isAlive)
                            .filter(process -> started(process).equals(started))
                            .isPresent();
        }
    }

    /** Writes them down with the run. */
    public void keep(RunStore store, String run) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("form", FORM);
        all.put("arguments", arguments);
        all.put("folder", folder.toString());
        all.put("answers", answers);
        store.note(run, RUN, ARGUMENTS, ValueText.of(all));
        takeOver(store, run, controller);
    }

    /** Notes who makes the run from now on. */
    public static void takeOver(RunStore store, String run, Controller controller) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("machine", controller.machine());
        all.put("pid", controller.pid());
        all.put("started", controller.started());
        store.note(run, RUN, CONTROLLER, ValueText.of(all));
    }

    /** Whether this version understands the record that a run has left, whichever version made it. */
    public static boolean understands(RunStore store, String run) {
        return store.notes(run, RUN).stream()
                .filter(note -> note.getKey().equals(ARGUMENTS))
                .allMatch(note -> ValueText.read(note.getValue()) instanceof Map<?, ?> all
                        && Long.valueOf(FORM).equals(all.get("form")));
    }

    /** Empty for a run that was not ordered on a command line. */
    public static Optional<RunArguments> of(RunStore store, String run) {
        Map<?, ?> all = Map.of();
        Map<?, ?> by = Map.of();
        for (Map.Entry<String, String> note : store.notes(run, RUN)) {
            if (note.getKey().equals(ARGUMENTS) && ValueText.read(note.getValue()) instanceof Map<?, ?> found) {
                all = found;
            } else if (note.getKey().equals(CONTROLLER) && ValueText.read(note.getValue()) instanceof Map<?, ?> found) {
                by = found;
            }
        }
        if (!(all.get("arguments") instanceof List<?> words)) {
            return Optional.empty();
        }
        Map<String, Map<String, Object>> answers = new LinkedHashMap<>();
        OutcomeText.mapping(all.get("answers")).forEach((play, given) -> answers.put(play, OutcomeText.mapping(given)));
        return Optional.of(new RunArguments(
                words.stream().map(String::valueOf).toList(),
                Path.of(String.valueOf(all.get("folder"))),
                answers,
                new Controller(
                        String.valueOf(by.get("machine")),
                        by.get("pid") instanceof Long pid ? pid : -1,
                        String.valueOf(by.get("started")))));
    }
}
