package io.nightshift.core.cli;

import io.nightshift.core.run.Prompter;
import io.nightshift.core.transport.Secret;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The person at the keyboard, if there is one. */
final class Terminal implements Prompter {
    private final boolean somebody;

    Terminal() {
        this(true);
    }

    private Terminal(boolean somebody) {
        this.somebody = somebody;
    }

    /** Where nobody sits: every question stays without an answer. */
    static Terminal nobody() {
        return new Terminal(false);
    }

    /** How long somebody who was to pipe an answer in may take. */
    private static final int PIPE_SECONDS = 10;

    /** Whether output goes to a screen that can be redrawn. */
    static boolean isInteractive() {
        return console() != null && !"dumb".equals(System.getenv("TERM"));
    }

    /** The console where both ends are a terminal; since Java 22 there is one without, too. */
    static @org.jspecify.annotations.Nullable Console console() {
        Console console = System.console();
        if (console == null) {
            return null;
        }
        try {
            return Boolean.FALSE.equals(Console.class.getMethod("isTerminal").invoke(console)) ? null : console;
        } catch (ReflectiveOperationException e) {
            return console;
        }
    }

    @Override
    public Optional<String> ask(String question, boolean echo) {
        if (!somebody) {
            return Optional.empty();
        }
        String shown = question.endsWith(" ") ? question : question + ": ";
        Console console = console();
        if (console == null) {
            return stdinIsTerminal() ? fromKeyboard(shown, echo) : fromStdin(shown);
        }
        if (echo) {
            return Optional.ofNullable(console.readLine("%s", shown));
        }
        char[] typed = console.readPassword("%s", shown);
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
    }

    /** Only the output is redirected, as in {@code nightshift run -K | tee log}: the question goes to stderr. */
    private static Optional<String> fromKeyboard(String question, boolean echo) {
        System.err.print(question);
        System.err.flush();
        if (echo) {
            return line();
        }
        // Whoever leaves in the middle must find the terminal as it was.
        Thread restore = new Thread(() -> stty("echo"));
        Runtime.getRuntime().addShutdownHook(restore);
        try {
            stty("-echo");
            return line();
        } finally {
            stty("echo");
            Runtime.getRuntime().removeShutdownHook(restore);
            System.err.println();
        }
    }

    private static void stty(String setting) {
        try {
            new ProcessBuilder("stty", setting)
                    .redirectInput(new File("/dev/tty"))
                    .start()
                    .waitFor(2, TimeUnit.SECONDS);
        } catch (IOException e) {
            // Without stty the answer shows; it is still better to be able to give it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A line of a file or pipe; each question takes the next one. */
    private static Optional<String> fromStdin(String question) {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        Thread reader = new Thread(() -> answer.complete(line()), "answer");
        reader.setDaemon(true);
        reader.start();
        try {
            Optional<String> line = answer.get(PIPE_SECONDS, TimeUnit.SECONDS);
            line.ifPresent(said -> System.err.println(question.strip()));
            return line;
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Byte by byte: what follows the line is the next question's. Empty at the end of the input. */
    private static Optional<String> line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream in = System.in;
        try {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            while (next >= 0 && next != '\n') {
                line.write(next);
                next = in.read();
            }
            String text = line.toString(StandardCharsets.UTF_8);
            return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean stdinIsTerminal() {
        try {
            String stdin = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
            return stdin.startsWith("/dev/pts/") || stdin.startsWith("/dev/tty") || stdin.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** A password; a clear failure where nobody can be asked. */
    Secret password(String question) {
        return ask(question, false)
                .map(Secret::of)
                .orElseThrow(() ->
                        new Failure("error: the " + question + " is asked for, and there is no terminal to ask at\n"
                                + "hint: type it on standard input, or keep it as a variable in a vaulted file"));
    }
}
