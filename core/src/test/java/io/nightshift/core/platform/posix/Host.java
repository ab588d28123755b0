package io.nightshift.core.platform.posix;

import io.nightshift.core.platform.Hold;
import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.platform.PreparedStep.Upload;
import io.nightshift.core.platform.ProbeBatch;
import io.nightshift.core.platform.StepRequest;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** This machine as a host, seen through one of its shells, with its tickets in a temporary folder. */
final class Host {
    final PosixPlatform platform = new PosixPlatform();
    final Shell shell;
    final HostProfile profile;
    private final Sender sender;
    private Duration limit = Duration.ofSeconds(30);
    private int steps;

    /** Runs a script there. */
    interface Shell {
        Frame run(String script);
    }

    /** Puts bytes there. */
    interface Sender {
        void send(String path, byte[] bytes);
    }

    /** This machine. */
    Host(String shellName, Path home) {
        SomeShell own = SomeShell.of(shellName, home);
        Map<String, String> environment = Map.of("NIGHTSHIFT_HOST_ROOT", home + "/state");
        this.shell = own::run;
        this.sender = Host::write;
        this.profile = platform.recognise(own.run(platform.greeting(), environment));
    }

    /** Some other host, as root. */
    Host(Shell shell, Sender sender) {
        this.shell = shell;
        this.sender = sender;
        this.profile = platform.recognise(shell.run(platform.greeting()));
    }

    /** Steps get this long instead of 30 seconds. */
    Host withLimit(Duration newLimit) {
        limit = newLimit;
        return this;
    }

    private static void write(String path, byte[] bytes) {
        try {
            Files.createDirectories(Path.of(path).getParent());
            Files.write(Path.of(path), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void run(String script) {
        shell.run(script);
    }

    Map<Probe, Reading> read(Probe... probes) {
        ProbeBatch batch = platform.read(profile, List.of(probes));
        return batch.parse(shell.run(batch.script()));
    }

    <R extends Reading> R read(Probe probe, Class<R> kind) {
        return kind.cast(read(probe).get(probe));
    }

    /** A ticket that no other step of this host has. */
    Ticket ticket() {
        return Ticket.of(profile, "run", "step" + ++steps);
    }

    PreparedStep prepare(Ticket ticket, Change change) {
        return platform.step(profile, new StepRequest(ticket, change, limit, null));
    }

    /** A quick change in the name of a run. */
    Answer apply(Change change, Hold hold) {
        return apply(platform.step(profile, new StepRequest(ticket(hold.run()), change, limit, hold)));
    }

    private Ticket ticket(String run) {
        return Ticket.of(profile, run, "step" + ++steps);
    }

    PreparedStep prepare(Change change) {
        return prepare(ticket(), change);
    }

    Answer apply(PreparedStep step) {
        for (Upload upload : step.uploads()) {
            sender.send(upload.path(), ((Content.Bytes) upload.content()).bytes());
        }
        Frame frame = shell.run(step.script());
        Answer answer = step.answer(frame, Instant.EPOCH, Instant.EPOCH);
        if (!frame.stderr().text().isEmpty()) {
            throw new AssertionError("a step's script said on stderr: " + frame.stderr());
        }
        return answer;
    }

    Answer apply(Change change) {
        return apply(prepare(change));
    }

    /** Takes a step back as the engine does: the recorded script, under a ticket of its own. */
    Answer undo(PreparedStep step) {
        String script = step.undoScript();
        if (script == null) {
            throw new AssertionError("no undo");
        }
        return apply(platform.undo(profile, ticket(), script, limit, null));
    }

    static byte[] everyByte() {
        byte[] bytes = new byte[256 * 3 + 1];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        return Arrays.copyOf(bytes, bytes.length);
    }
}
