package io.nightshift.core.cli;

import io.nightshift.core.report.SafeText;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunEvent.TaskEnded;
import io.nightshift.core.transfer.Amount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Texts of hosts as a terminal may safely show them: control characters and escapes are made visible. */
final class Shown {
    private Shown() {}

    /** How far something is: {@code 45 %, 1.2 GiB of 2.6 GiB, 80 MiB/s, 17 s left}. */
    static String progress(RunEvent.Progress far) {
        boolean bytes = far.unit().equals("bytes");
        String done = bytes ? Amount.bytes(far.done()) : String.format(Locale.ROOT, "%,d", far.done());
        String total = bytes ? Amount.bytes(far.total()) : Amount.count(far.total(), "row");
        long share = far.total() <= 0 ? 100 : Math.min(100, far.done() * 100 / far.total());
        String rate = bytes ? Amount.bytes(far.perSecond()) : String.format(Locale.ROOT, "%,d", far.perSecond());
        return share + " %, " + done + " of " + total + (far.perSecond() > 0 ? ", " + rate + "/s" : "")
                + (far.left() == null ? "" : ", " + time(far.left()) + " left");
    }

    private static String time(Duration left) {
        return left.toMinutes() < 2
                ? left.toSeconds() + " s"
                : left.toHours() < 2 ? left.toMinutes() + " min" : left.toHours() + " h";
    }

    static String line(String text) {
        return SafeText.line(text);
    }

    /** The beginning of a text that needs no more columns than that; ideographs and most pictures need two. */
    static String fitting(String text, int columns) {
        int used = 0;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            int type = Character.getType(c);
            boolean none = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
            used += none ? 0 : c >= 0x1100 && (Character.isIdeographic(c) || isWide(c)) ? 2 : 1;
            if (used > columns) {
                return text.substring(0, i);
            }
            i += Character.charCount(c);
        }
        return text;
    }

    /** Hangul, kana, full-width forms and pictures. */
    private static boolean isWide(int c) {
        return c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0x1F300 && c <= 0x1FAFF;
    }

    static List<String> lines(String text) {
        return SafeText.lines(text);
    }

    /** Whether the task is there to say something. */
    static boolean isMessage(TaskEnded task) {
        return task.module().equals("debug") && task.status() == RunEvent.TaskStatus.OK;
    }

    /** What {@code debug} says: its text, or its variable by name. */
    static List<String> message(TaskEnded task, JsonMapper json) {
        Map<String, Object> said = new LinkedHashMap<>(task.result());
        List.of("changed", "failed", "item", "ansible_loop_var").forEach(said::remove);
        Object only = said.size() == 1 ? said.get("msg") : null;
        if (only instanceof String text) {
            return lines(text);
        }
        return json.writeValueAsString(only == null ? said : only)
                .lines()
                .map(Shown::line)
                .toList();
    }
}
