package io.nightshift.core.simulator;

import io.nightshift.core.platform.DeadManTimer;
import io.nightshift.core.platform.HeldBy;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.Platform;
import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.ProbeBatch;
import io.nightshift.core.platform.StepRequest;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TicketState;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Scripts that pretended hosts understand: lines that hold all there is to know, so that a controller may forget everything. */
final class SimulatedPlatform implements Platform {
    private static final Set<String> TOOLS = Set.of();

    @Override
    public String greeting() {
        return "greet";
    }

    @Override
    public HostProfile recognise(Frame answer) {
        List<String> words = Words.of(answer.stdout().text().strip());
        return new HostProfile(0, "root", "/root", "/tickets", "boot-" + words.get(1), 1L << 30, TOOLS);
    }

    @Override
    public ProbeBatch read(HostProfile host, List<Probe> probes) {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < probes.size(); i++) {
            script.append(i == 0 ? "" : "\n").append(HostReadings.question(i, probes.get(i)));
        }
        return new ProbeBatch() {
            @Override
            public String script() {
                return script.toString();
            }

            @Override
            public Map<Probe, Reading> parse(Frame frame) {
                Map<Probe, Reading> all = new HashMap<>();
                frame.stdout().text().lines().map(Words::of).forEach(words -> {
                    if (words.get(0).equals("reading")) {
                        all.put(probes.get(Integer.parseInt(words.get(1))), HostReadings.reading(words));
                    }
                });
                return all;
            }
        };
    }

    @Override
    public PreparedStep step(HostProfile host, StepRequest request) {
        String directory = request.ticket().directory();
        List<String> act = Acts.of(request.change());
        Hold hold = request.hold();
        String script = Words.line("step", directory, request.limit().toMillis(), run(hold), epoch(hold)) + " "
                + Words.line(act.toArray());
        return new Step(request.change(), script, Acts.undo(directory, request.change()));
    }

    @Override
    public PreparedStep undo(HostProfile host, Ticket ticket, String undoScript, Duration limit, Hold hold) {
        Change change = new CommandChange.Tool("undo", List.of(), null, null, null, null);
        String script = Words.line("under", ticket.directory(), limit.toMillis(), run(hold), epoch(hold), undoScript);
        return new Step(change, script, null);
    }

    @Override
    public String release(HostProfile host, Hold hold) {
        return Words.line("release", hold.run(), hold.number());
    }

    private static String run(Hold hold) {
        return hold == null ? "" : hold.run();
    }

    private static int epoch(Hold hold) {
        return hold == null ? 0 : hold.number();
    }

    private record Step(Change change, String script, String undoScript) implements PreparedStep {
        @Override
        public List<Upload> uploads() {
            return List.of();
        }

        @Override
        public String announce(Upload upload) {
            throw new IllegalStateException("nothing is sent beside scripts");
        }

        @Override
        public String withdraw(Upload upload) {
            throw new IllegalStateException("nothing is sent beside scripts");
        }

        @Override
        public Answer answer(Frame frame, Instant started, Instant ended) {
            List<String> words = answered(frame);
            int status = Integer.parseInt(words.get(2));
            return switch (words.get(1)) {
                case "before" -> new Answer.StartedBefore();
                case "held" -> new Answer.Held(held(words.get(3)));
                case "refused" -> new Answer.Refused(words.get(3));
                case "timedout" -> new Answer.TimedOut(words.get(3), words.get(4));
                case "ended" ->
                    new Answer.Ended(
                            status == 0 || change instanceof CommandChange.Run
                                    ? new Outcome.Done(change, status, words.get(3), words.get(4), started, ended)
                                    : new Outcome.Failed(change, words.get(4), status, words.get(3), words.get(4)));
                case "vanished" ->
                    new Answer.Ended(new Outcome.Failed(
                            change, "its process was ended from outside", status, words.get(3), words.get(4)));
                default -> throw new IllegalStateException("no answer to a step: " + words);
            };
        }
    }

    private static HeldBy held(String told) {
        String[] words = told.split(" ");
        return words[0].equals("busy")
                ? new HeldBy.Run(words[2], words[3], Long.parseLong(words[1]))
                : new HeldBy.Stale();
    }

    private static List<String> answered(Frame frame) {
        return frame.stdout()
                .text()
                .lines()
                .map(Words::of)
                .filter(words -> words.get(0).equals("answer"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no answer in " + frame));
    }

    @Override
    public String hold(HostProfile host, Hold hold, Duration need) {
        throw new UnsupportedOperationException("simulated hosts have no trees");
    }

    @Override
    public HeldBy heldBy(Frame answer) {
        throw new UnsupportedOperationException("simulated hosts have no trees");
    }

    @Override
    public String inspect(Ticket ticket) {
        return Words.line("inspect", ticket.directory());
    }

    @Override
    public String claim(Ticket ticket, long heard) {
        return Words.line("claim", ticket.directory());
    }

    @Override
    public TicketState ticketState(Frame answer) {
        List<String> words = answered(answer);
        int status = Integer.parseInt(words.get(2));
        return switch (words.get(1)) {
            case "none" -> new TicketState.NeverStarted();
            case "running" -> new TicketState.Running(0, "");
            case "ended" -> new TicketState.Finished(status, words.get(3), words.get(4));
            case "lost" -> new TicketState.Lost(status == 1);
            default -> throw new IllegalStateException("no answer about a ticket: " + words);
        };
    }

    @Override
    public String prune(HostProfile host, String run) {
        throw new UnsupportedOperationException("nothing is pruned here");
    }

    @Override
    public String wake(Set<String> hardwareAddresses) {
        throw new UnsupportedOperationException("pretended hosts have no network of their own");
    }

    @Override
    public TreeScripts trees() {
        throw new UnsupportedOperationException("simulated hosts have no trees");
    }

    @Override
    public DeadManTimer deadMan() {
        throw new UnsupportedOperationException("no step here cuts a host off");
    }
}
