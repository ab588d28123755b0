package io.nightshift.core.platform.posix.change;

import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.core.platform.TicketState;
import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code _ns_answer} printed: {@code NS1 STATE STATUS OUT ERR OUT-LEFT-OUT ERR-LEFT-OUT}, then the bytes of both. */
record TicketAnswer(String state, int status, String stdout, String stderr, long bytes) {
    private static final Pattern HEAD = Pattern.compile("NS1 (\\w+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)\n");
    private static final int MESSAGE_LENGTH = 500;

    /** Reads it; anything else becomes the state {@code strange} with what was there. */
    static TicketAnswer read(Frame frame) {
        String all = new String(frame.stdout().bytes(), StandardCharsets.ISO_8859_1);
        Matcher head = HEAD.matcher(all);
        if (!head.lookingAt()) {
            return new TicketAnswer(
                    "strange",
                    frame.status(),
                    frame.stdout().text(),
                    frame.stderr().text(),
                    0);
        }
        int start = Math.min(all.length(), head.end());
        int middle = (int) Math.min(all.length(), start + Long.parseLong(head.group(3)));
        int end = (int) Math.min(all.length(), middle + Long.parseLong(head.group(4)));
        return new TicketAnswer(
                head.group(1),
                Integer.parseInt(head.group(2)),
                text(all.substring(start, middle), Long.parseLong(head.group(5))),
                text(all.substring(middle, end), Long.parseLong(head.group(6))),
                middle - start);
    }

    private static String text(String latin1, long leftOut) {
        if (leftOut <= 0) {
            return shown(latin1);
        }
        int half = latin1.length() / 2;
        return shown(latin1.substring(0, half))
                + "\n[" + leftOut + " bytes left out]\n"
                + shown(latin1.substring(half));
    }

    /** Output is for people and templates: bytes that are no UTF-8 become U+FFFD. */
    private static String shown(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    Answer toAnswer(Change change, Instant started, Instant ended) {
        return switch (state) {
            case "before" -> new Answer.StartedBefore();
            case "refused" -> new Answer.Refused(HostText.decode(stdout).strip());
            case "held" -> new Answer.Held(Holding.read(stdout));
            case "timedout" -> new Answer.TimedOut(stdout, stderr);
            case "ended" -> new Answer.Ended(outcome(change, started, ended));
            case "vanished" ->
                new Answer.Ended(new Outcome.Failed(
                        change,
                        "its process on the host was ended from outside before it left a status",
                        status,
                        stdout,
                        stderr));
            default ->
                new Answer.Ended(new Outcome.Failed(
                        change,
                        "the host answered something else than a step does: " + message(),
                        status,
                        stdout,
                        stderr));
        };
    }

    private Outcome outcome(Change change, Instant started, Instant ended) {
        if (status == 0 || change instanceof CommandChange.Run) {
            return new Outcome.Done(change, status, stdout, stderr, started, ended);
        }
        return new Outcome.Failed(change, message(), status, stdout, stderr);
    }

    /** The last thing it said, errors first. */
    private String message() {
        String said = stderr.isBlank() ? stdout : stderr;
        String last = said.strip().lines().reduce((first, second) -> second).orElse("exit status " + status);
        return last.length() <= MESSAGE_LENGTH ? last : last.substring(0, MESSAGE_LENGTH) + "…";
    }

    TicketState toState() {
        return switch (state) {
            case "none" -> new TicketState.NeverStarted();
            case "running" -> new TicketState.Running(bytes, stdout);
            case "ended" -> new TicketState.Finished(status, stdout, stderr);
            case "lost" -> new TicketState.Lost(status == 1);
            default ->
                throw new IllegalArgumentException("the host answered something else than a ticket: " + message());
        };
    }
}
