package io.nightshift.core.cli;

import io.nightshift.core.run.RunEvent.TaskEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Why a task failed, for people: the message, where it is written, exit status and the last lines of output. */
final class FailureText {
    private static final int LINES = 12;

    private FailureText() {}

    static List<String> lines(TaskEnded task) {
        List<String> lines = new ArrayList<>();
        String message = task.message();
        if (message != null) {
            lines.addAll(Shown.lines(message));
        }
        if (task.position().hasLine()) {
            lines.add("--> " + task.position());
        }
        Map<String, Object> result = task.result();
        Object status = result.get("rc");
        if (status != null) {
            lines.add("exit status " + status);
        }
        output(result, "stderr", lines);
        if (String.valueOf(result.getOrDefault("stderr", "")).isBlank()) {
            output(result, "stdout", lines);
        }
        return lines;
    }

    private static void output(Map<String, Object> result, String stream, List<String> lines) {
        Object text = result.get(stream);
        if (!(text instanceof String said) || said.isBlank()) {
            return;
        }
        List<String> all = Shown.lines(said);
        int from = Math.max(0, all.size() - LINES);
        lines.add(from > 0 ? stream + " (last " + LINES + " of " + all.size() + " lines):" : stream + ":");
        all.subList(from, all.size()).forEach(line -> lines.add("  " + line));
    }
}
