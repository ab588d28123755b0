package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.OutputSink;
import io.nightshift.core.transport.ShellQuote;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One long-lived {@code sh} that runs scripts one after another, each framed by a marker that nobody can guess.
 *
 * <p>A script goes through {@code command eval}: neither a syntax error nor an open quote can end or block the shell, and it
 * costs no fork. {@code exit} does end it; an EXIT trap then still tells the status.
 */
public final class FramedShell implements AutoCloseable {
    /** How many bytes of each stream are kept: the first half and the last half of this. */
    public static final int CAP = 10 << 20;

    /** How long the last bytes of an ended process may take, where a child of it holds its streams open. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static final String MARKER = "printf '\\036%s %s\\036' \"$_ns\" \"$1\"";
    private static final String SEPARATE =
            "_ns_end() { " + MARKER + "; " + MARKER + " >&2; }\n" + "trap '_ns_end ${?}x' EXIT\n";
    private static final String MERGED = "_ns_err=$(mktemp)\n"
            + "_ns_end() { " + MARKER + "; cat \"$_ns_err\"; " + MARKER + "; }\n"
            + "trap '_ns_end ${?}x; rm -f \"$_ns_err\"' EXIT\n";
    static final String SURROUNDINGS = """
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C LANGUAGE=
            export PATH LC_ALL LANGUAGE
            unset HISTFILE ENV BASH_ENV
            _ns_umask=$(umask)
            cd "$HOME" 2>/dev/null || cd /
            """;

    private final String who;
    private final ShellProcess process;
    private final Supplier<String> tokens;
    private final boolean merged;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile RunningFrame current;
    private volatile boolean over;

    private FramedShell(String who, ShellProcess process, Supplier<String> tokens, boolean merged) {
        this.who = who;
        this.process = process;
        this.tokens = tokens;
        this.merged = merged;
        this.current = new RunningFrame(tokens.get(), CAP, merged, false);
    }

    /**
     * Makes a framed shell of a process that is, or is about to become, a POSIX sh reading stdin. What it wrote until then
     * (messages of the day, noise of rc files) is dropped.
     *
     * @param who for messages: {@code root on pc3}
     * @param tokens makes one unguessable word of letters and digits per call
     * @param merged the process has a terminal, so that stdout and stderr are one
     */
    public static FramedShell open(
            String who, ShellProcess process, Supplier<String> tokens, boolean merged, Deadline deadline)
            throws TransportException {
        FramedShell shell = new FramedShell(who, process, tokens, merged);
        try {
            shell.run((merged ? MERGED : SEPARATE) + SURROUNDINGS, ":", deadline, OutputSink.NONE);
            return shell;
        } catch (TransportException e) {
            shell.close();
            throw e;
        }
    }

    /** Runs one script; see {@link io.nightshift.core.transport.Shell#run}. Waits where another thread's script runs. */
    public Frame run(String script, Deadline deadline, OutputSink sink) throws TransportException {
        Frame frame = runIfAlive(script, deadline, sink);
        if (frame == null) {
            throw new TransportException(Kind.SHELL_ENDED, "The shell of " + who + " had already ended");
        }
        return frame;
    }

    /** The same; null, and nothing was sent, where the shell has ended, perhaps under another thread's script. */
    @Nullable
    Frame runIfAlive(String script, Deadline deadline, OutputSink sink) throws TransportException {
        return run("", script, deadline, sink);
    }

    private @Nullable Frame run(String before, String script, Deadline deadline, OutputSink sink)
            throws TransportException {
        String token = tokens.get();
        String text = before + "_ns=" + token + ";command eval " + ShellQuote.quote(script) + " </dev/null"
                + (merged ? " 2>\"$_ns_err\"" : "") + ";_ns_end $?\n";
        try {
            if (!turn.tryLock(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
                throw new TransportException(
                        Kind.TIMEOUT, "The shell of " + who + " was busy with another script for " + deadline);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            if (!isAlive()) {
                return null;
            }
            RunningFrame frame = new RunningFrame(token, CAP, merged, sink != OutputSink.NONE);
            current = frame;
            process.listen(frame);
            return complete(frame, text.getBytes(StandardCharsets.UTF_8), deadline, sink);
        } finally {
            turn.unlock();
        }
    }

    private Frame complete(RunningFrame frame, byte[] text, Deadline deadline, OutputSink sink)
            throws TransportException {
        // Whatever interrupts us from here on, a half-finished frame must never be taken for the next one's.
        boolean goesOn = false;
        try {
            write(text, frame, deadline);
            while (frame.deliver(sink, deadline)) {}
            Frame result = frame.result();
            if (result == null && frame.hasEnded()) {
                frame.awaitLastBytes(DRAIN);
                frame.deliver(sink, Deadline.in(Duration.ZERO));
                result = frame.result();
            }
            if (result == null) {
                throw unfinished(frame, deadline);
            }
            goesOn = !frame.shellIsOver();
            frame.forget();
            return result;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            if (!goesOn) {
                over = true;
            }
        }
    }

    private void write(byte[] text, RunningFrame frame, Deadline deadline) {
        // A process that is stopped does not read: without this the write would outlive its deadline.
        Future<?> guard = Timer.after(deadline.remaining(), process::kill);
        try {
            process.stdin().write(text);
            process.stdin().flush();
        } catch (IOException e) {
            // The process is gone. Its end, with the better reason, is on its way to the listener.
            if (!frame.awaitEnd(DRAIN)) {
                process.close();
                frame.ended(null);
            }
        } finally {
            guard.cancel(false);
        }
    }

    private TransportException unfinished(RunningFrame frame, Deadline deadline) {
        if (!frame.hasEnded() || frame.endStatus() == null && deadline.passed()) {
            process.kill();
            process.close();
            return new TransportException(
                    Kind.TIMEOUT, "The script of " + who + " did not end within " + deadline + " and was told to stop");
        }
        process.close();
        Integer status = frame.endStatus();
        if (status == null) {
            return new TransportException(
                    Kind.CONNECTION_LOST,
                    "The connection of " + who + " broke while a script ran; how far it came is not known");
        }
        String words = frame.lastWords();
        return new TransportException(
                Kind.SHELL_ENDED,
                "The shell of " + who + " ended with status " + status + " before its script did"
                        + (words.isEmpty() ? "" : ": " + words));
    }

    private TransportException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new TransportException(
                Kind.CONNECTION_LOST, "Waiting for the script of " + who + " was interrupted; it may run on", e);
    }

    /** False once the process has ended or a frame went wrong; the next script needs a new shell then. */
    public boolean isAlive() {
        return !over && !current.hasEnded();
    }

    /** Ends the shell; a script that is running is not waited for. */
    @Override
    public void close() {
        over = true;
        process.close();
    }
}
