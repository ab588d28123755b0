package io.nightshift.core.cli;

import io.nightshift.core.run.RunEvent.TaskEnded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Why a task failed, for people: the message, where it is written, exit status and the last lines of output. */
final class FailureText {
    private static final int LINES = 12;
    private static final int WIDTH = 2000;

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
        // Ten megabytes may have been said: only what is shown is made presentable.
        Deque<String> last = new ArrayDeque<>();
        long count = 0;
        for (String line : (Iterable<String>) said.stripTrailing().lines()::iterator) {
            count++;
            last.addLast(line);
            if (last.size() > LINES) {
                last.removeFirst();
            }
        }
        lines.add(count > LINES ? stream + " (last " + LINES + " of " + count + " lines):" : stream + ":");
        last.forEach(line -> lines.add("  " + Shown.line(shortened(line))));
    }

    private static String shortened(String line) {
        return line.length() <= WIDTH
                ? line
                : line.substring(0, WIDTH) + "… (" + (line.length() - WIDTH) + " more characters)";
    }
}
