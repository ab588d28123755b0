package io.nightshift.core.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/** How wide the terminal is; asked again whenever its window changes. */
final class Screen {
    private static final int USUAL = 80;
    private static final int NARROWEST = 20;

    private volatile int columns;

    private Screen(int columns) {
        this.columns = columns;
    }

    /** The terminal this process was started at. */
    static Screen ofTerminal() {
        Screen screen = new Screen(ask());
        try {
            Signal.handle(new Signal("WINCH"), resized -> screen.columns = ask());
        } catch (IllegalArgumentException e) {
            // A system without this signal: the first answer stays.
        }
        return screen;
    }

    static Screen ofColumns(int columns) {
        return new Screen(columns);
    }

    int columns() {
        return columns;
    }

    /** Java does not know; {@code stty} does, and answers {@code rows columns}. */
    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(1, TimeUnit.SECONDS);
            return number(answer.substring(answer.indexOf(' ') + 1));
        } catch (IOException e) {
            return number(System.getenv().getOrDefault("COLUMNS", ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    private static int number(String text) {
        String digits = text.strip();
        // A terminal that does not know its own size says 0.
        return digits.matches("[1-9][0-9]{0,4}") ? Math.max(NARROWEST, Integer.parseInt(digits)) : USUAL;
    }
}
