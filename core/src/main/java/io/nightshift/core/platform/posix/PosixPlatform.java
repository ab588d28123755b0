package io.nightshift.core.platform.posix;

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
import io.nightshift.core.platform.posix.change.Holding;
import io.nightshift.core.platform.posix.change.Steps;
import io.nightshift.core.platform.posix.deadman.PosixDeadManTimer;
import io.nightshift.core.platform.posix.read.FusedRead;
import io.nightshift.core.platform.posix.text.Library;
import io.nightshift.core.platform.posix.tree.PosixTrees;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.ShellQuote;
import io.nightshift.playbooks.module.Probe;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Linux hosts with a POSIX shell (dash, bash, BusyBox), with or without systemd. */
public final class PosixPlatform implements Platform {
    private static final int WORD_BYTES = 16;

    private final Supplier<String> words;
    private final TreeScripts trees = new PosixTrees();

    /** For real use. */
    public PosixPlatform() {
        this(secureWords());
    }

    /** With unguessable words of letters and digits from elsewhere, one for each batch of probes. */
    public PosixPlatform(Supplier<String> words) {
        this.words = words;
    }

    private static Supplier<String> secureWords() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] bytes = new byte[WORD_BYTES];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        };
    }

    @Override
    public String greeting() {
        return Greeting.script();
    }

    @Override
    public HostProfile recognise(Frame answer) {
        return Greeting.read(answer);
    }

    @Override
    public ProbeBatch read(HostProfile host, List<Probe> probes) {
        return new FusedRead(host, probes, words.get());
    }

    @Override
    public PreparedStep step(HostProfile host, StepRequest request) {
        return Steps.step(host, request);
    }

    @Override
    public PreparedStep undo(HostProfile host, Ticket ticket, String undoScript, Duration limit, @Nullable Hold hold) {
        return Steps.undo(ticket, undoScript, limit, hold);
    }

    @Override
    public String release(HostProfile host, Hold hold) {
        return Holding.release(host, hold);
    }

    @Override
    public String hold(HostProfile host, Hold hold, Duration need) {
        return Holding.keep(host, hold, need);
    }

    @Override
    public @Nullable HeldBy heldBy(Frame answer) {
        return answer.succeeded() ? null : Holding.kept(answer.stdout().text());
    }

    @Override
    public String inspect(Ticket ticket) {
        return Steps.inspect(ticket);
    }

    @Override
    public String claim(Ticket ticket, long heard) {
        return Steps.claim(ticket, heard);
    }

    @Override
    public TicketState ticketState(Frame answer) {
        return Steps.state(answer);
    }

    @Override
    public String prune(HostProfile host, String run) {
        return Steps.prune(host, run);
    }

    @Override
    public String wake(Set<String> hardwareAddresses) {
        StringBuilder script = new StringBuilder(Library.text("wake")).append("_ns_wake");
        hardwareAddresses.forEach(address -> script.append(' ').append(ShellQuote.quote(address)));
        return script.append('\n').toString();
    }

    @Override
    public TreeScripts trees() {
        return trees;
    }

    @Override
    public DeadManTimer deadMan() {
        return PosixDeadManTimer.INSTANCE;
    }
}
