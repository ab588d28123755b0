package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.ShellQuote;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;

/** Turns a fresh shell process into {@code cat} and feeds it a file. */
final class ChannelUpload {
    private static final int BLOCK = 64 << 10;

    private final String who;
    private final ShellProcess process;
    private final String token;
    private final Deadline deadline;
    private final Conversation said = new Conversation();

    ChannelUpload(String who, ShellProcess process, String token, Deadline deadline) {
        this.who = who;
        this.process = process;
        this.token = token;
        this.deadline = deadline;
    }

    void send(String path, SizedSource source) throws TransportException {
        process.listen(said);
        Future<?> guard = Timer.after(deadline.remaining(), process::kill);
        try {
            OutputStream stdin = process.stdin();
            String script = "umask 077;printf " + token + ";exec cat >" + ShellQuote.quote(path) + "\n";
            stdin.write(script.getBytes(StandardCharsets.UTF_8));
            stdin.flush();
            // A shell reads ahead. Only once it says that it has taken the script, the next bytes are cat's.
            said.await(() -> said.stdout().contains(token) || said.hasEnded(), deadline);
            while (source.left() > 0 && !said.hasEnded() && !deadline.passed()) {
                stdin.write(source.next(BLOCK));
            }
            stdin.close();
        } catch (IOException e) {
            // cat has ended early: its own words, awaited below, say why.
            said.await(said::hasEnded, Deadline.in(Duration.ofSeconds(1)));
        } finally {
            guard.cancel(false);
        }
        conclude(path, source.left());
    }

    private void conclude(String path, long left) throws TransportException {
        boolean ended = said.await(said::hasEnded, deadline);
        // Past the deadline the process was stopped by us; that it then ended says nothing about the connection.
        if (!ended || said.status() == null && deadline.passed()) {
            process.kill();
            throw new TransportException(
                    Kind.TIMEOUT, "The upload of " + path + " to " + who + " did not end within " + deadline);
        }
        Integer status = said.status();
        if (status == null) {
            throw new TransportException(
                    Kind.CONNECTION_LOST, "The connection of " + who + " broke while " + path + " was written");
        }
        if (status != 0 || left > 0) {
            said.awaitLastWords(Duration.ofSeconds(2));
            throw new TransportException(
                    Kind.FILE,
                    path + " could not be written as " + who + ": "
                            + said.stderr().strip());
        }
    }
}
