package io.nightshift.core.cli;

import io.nightshift.core.run.RunEvent.TaskStatus;

/** Colours, where the terminal has them. */
final class Style {
    private final boolean colours;

    Style(boolean colours) {
        this.colours = colours;
    }

    String bold(String text) {
        return paint("1", text);
    }

    String red(String text) {
        return paint("31", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String diff(String line) {
        return line.startsWith("+") ? green(line) : line.startsWith("-") ? red(line) : line;
    }

    /** The status word, padded to nine columns. */
    String status(TaskStatus status, boolean ignored, boolean check) {
        return switch (status) {
            case OK -> green("ok       ");
            case CHANGED -> yellow(check ? "would    " : "changed  ");
            case SKIPPED -> "skipped  ";
            case FAILED -> ignored ? yellow("ignored  ") : red("FAILED   ");
            case UNREACHABLE -> red("NO LOGIN ");
            case KNOWN_AFTER_APPLY -> yellow("later    ");
        };
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
