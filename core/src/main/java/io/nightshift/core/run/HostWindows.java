package io.nightshift.core.run;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.window.Closing;
import io.nightshift.core.window.Verdict;
import io.nightshift.core.window.WindowCalendar;
import io.nightshift.playbooks.Play;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether hosts may be touched now, by their maintenance windows: one begins only in a window and only where it is expected to be done
 * before that closes. The controller itself may always be touched.
 */
final class HostWindows {
    /** A little before the very end nothing begins, however short it is. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    private static final Duration REST = Duration.ofSeconds(5);

    private final RunContext run;
    private final WindowCalendar calendar;
    private final boolean ignored;
    private final ExpectedTimes expected;
    private final ClosingNotices notices;
    private final Map<String, Verdict.Open> open = new ConcurrentHashMap<>();
    /** When the opening closes that a host came in, or closed. */
    private final Map<String, Instant> closings = new ConcurrentHashMap<>();
    /** The play that a host with a window is in. */
    private final Map<String, PlayContext> plays = new ConcurrentHashMap<>();

    private final Map<List<List<String>>, Known> known = new ConcurrentHashMap<>();
    private final WindowSearch search;

    HostWindows(RunContext run, WindowCalendar calendar, boolean ignored) {
        this.run = run;
        this.calendar = calendar;
        this.search = new WindowSearch(calendar);
        this.ignored = ignored;
        this.expected = new ExpectedTimes(run);
        this.notices = new ClosingNotices(run);
    }

    /**
     * Whether a host may begin.
     *
     * @param why a sentence for people where it may not
     * @param next when to ask again; empty where no opening is in sight
     */
    record May(boolean now, String why, Optional<Instant> next) {
        static final May YES = new May(true, "", Optional.empty());
    }

    /** Whether windows say anything about the hosts of a play. */
    boolean matter(Play play) {
        return !ignored
                && !run.settings.check()
                && (!calendar.windows().isEmpty() || !play.windows().isEmpty());
    }

    /** Whether a host may begin a play now. */
    May may(String host, PlayContext play) {
        if (!matter(play.play) || run.timing.mayLook() || Targets.isLocalName(host)) {
            return May.YES;
        }
        Instant now = run.clock.instant();
        Verdict verdict = verdict(host, play, now);
        if (verdict instanceof Verdict.Closed closed) {
            return new May(false, closed.why() + opens(closed.opens()), closed.opens());
        }
        if (verdict instanceof Verdict.Open opened) {
            Duration needs = expected.of(host, play).orElse(LEAST);
            Duration left = Duration.between(now, opened.closes());
            if (needs.compareTo(left) > 0 && !run.memory(host).notes.resumed()) {
                Optional<Instant> next = search.next(host, named(play), opened.closes(), needs);
                return new May(
                        false,
                        "it is expected to need " + Wait.text(needs) + ", and its window closes in " + Wait.text(left)
                                + (next.isPresent() ? opens(next) : "; none of its next openings is long enough"),
                        next);
            }
            open.put(host, opened);
            closings.put(host, opened.closes());
            plays.put(host, play);
            notices.begins(play, opened.closes());
        }
        return May.YES;
    }

    private static String opens(Optional<Instant> next) {
        return next.map(at -> "; next opening " + Wait.at(at)).orElse("");
    }

    private static List<String> named(PlayContext play) {
        return play.play.windows().stream().map(Play.Named::name).toList();
    }

    /** Hosts of the same windows share what was found out, for as long as it holds. */
    private Verdict verdict(String host, PlayContext play, Instant now) {
        List<String> named = named(play);
        List<List<String>> windows = List.of(calendar.windowsOf(host), named);
        Known before = known.get(windows);
        if (before != null && !now.isBefore(before.from()) && now.isBefore(before.until())) {
            return before.verdict();
        }
        Verdict verdict = calendar.at(host, named, now);
        Instant until = verdict instanceof Verdict.Open opened
                ? opened.closes()
                : verdict instanceof Verdict.Closed closed ? closed.opens().orElse(now) : Instant.MAX;
        known.put(windows, new Known(verdict, now, until));
        return verdict;
    }

    /** A verdict, and from when to when it holds. */
    private record Known(Verdict verdict, Instant from, Instant until) {}

    /**
     * Does what the closing rule says with a host at work whose window has closed: it goes on, waits for the next opening between two
     * steps, or goes back.
     *
     * @param next the task that it has come to
     */
    void whenClosed(String host, PlayContext play, Ring ring, String next) {
        Verdict.Open opened = open.get(host);
        if (opened == null || run.clock.instant().isBefore(opened.closes())) {
            return;
        }
        Verdict verdict = verdict(host, play, run.clock.instant());
        if (verdict instanceof Verdict.Open again) {
            open.put(host, again);
            return;
        }
        String why = "its maintenance window closed before `" + next + "`";
        if (opened.closing() == Closing.FINISH) {
            open.remove(host); // told once; it goes on to its end
            run.tell(new RunEvent.WindowClosed(host, Closing.FINISH, why + ", and it goes on to its end"));
            return;
        }
        run.tell(new RunEvent.WindowClosed(host, opened.closing(), why));
        if (opened.closing() == Closing.UNDO) {
            throw HostStopped.because(HostStopped.Reason.ABORTED, why);
        }
        park(host, play, ring, why + (verdict instanceof Verdict.Closed closed ? opens(closed.opens()) : ""));
    }

    private void park(String host, PlayContext play, Ring ring, String why) {
        if (!play.waits(run)) {
            throw HostStopped.because(HostStopped.Reason.PARKED, why);
        }
        wait(host, play, ring, why, Instant.MIN);
    }

    /** When the opening closes that the host came in last; empty for a host without windows. */
    Optional<Instant> closing(String host) {
        return ignored ? Optional.empty() : Optional.ofNullable(closings.get(host));
    }

    /**
     * Lets a host go on in another opening of its windows than one that it was in; at once where it has no windows.
     *
     * @param what comes next
     * @param closes the end of that opening
     */
    void another(String host, PlayContext play, Ring ring, String what, Instant closes) {
        if (closing(host).isEmpty() || isOpen(host, play, closes)) {
            return;
        }
        String why = what + " comes in the next opening of its maintenance windows";
        run.tell(new RunEvent.WindowClosed(host, Closing.PARK, why));
        if (!play.waits(run)) {
            throw HostStopped.because(HostStopped.Reason.PARKED, why);
        }
        wait(host, play, ring, why, closes);
    }

    /** Until its window is open, and this moment has passed. */
    private void wait(String host, PlayContext play, Ring ring, String why, Instant from) {
        run.store.host(run.id, host, HostState.PARKED, why, run.clock.instant());
        run.connections.rest(List.of(host));
        do {
            rest(host, play, ring, why, from);
        } while (!isOpen(host, play, from)); // it may have closed again before there was a place
        if (verdict(host, play, run.clock.instant()) instanceof Verdict.Open again) {
            open.put(host, again);
            closings.put(host, again.closes());
        }
        run.store.host(run.id, host, HostState.RUNNING, null, run.clock.instant());
    }

    private boolean isOpen(String host, PlayContext play, Instant from) {
        Instant now = run.clock.instant();
        return !now.isBefore(from) && verdict(host, play, now) instanceof Verdict.Open;
    }

    /** Waits until the window opens, without a place. */
    private void rest(String host, PlayContext play, Ring ring, String why, Instant from) {
        ring.step();
        try {
            while (!isOpen(host, play, from)) {
                if (play.watch.stopsHosts()) {
                    throw HostStopped.because(HostStopped.Reason.ABORTED, why + "; the rollout was ended");
                }
                if (run.stopping.get() || !run.pace.pause(REST)) {
                    throw HostStopped.because(HostStopped.Reason.PARKED, why);
                }
            }
        } finally {
            ring.enter();
        }
    }

    /** The last look before a change: since its task began the host may have waited for others. */
    private void refuseLate(String host) {
        Verdict.Open opened = open.get(host);
        PlayContext play = plays.get(host);
        Instant now = run.clock.instant();
        if (opened == null || play == null || opened.closing() == Closing.FINISH || now.isBefore(opened.closes())) {
            return;
        }
        if (verdict(host, play, now) instanceof Verdict.Closed closed) {
            String why = "its maintenance window closed before this step";
            run.tell(new RunEvent.WindowClosed(host, opened.closing(), why));
            throw opened.closing() == Closing.UNDO
                    ? HostStopped.because(HostStopped.Reason.ABORTED, why)
                    : HostStopped.parkedUntil(closed.opens().orElse(null), why + opens(closed.opens()));
        }
    }

    /**
     * Stops a step that takes long and can go on later, once the window of its host has closed.
     *
     * @param always though the window's rule is to finish
     * @param what was not reached
     */
    void refuseInMidStep(String host, boolean always, String what) {
        Verdict.Open opened = open.get(host);
        PlayContext play = plays.get(host);
        Instant now = run.clock.instant();
        if (ignored
                || opened == null
                || play == null
                || now.isBefore(opened.closes())
                || opened.closing() == Closing.FINISH && !always) {
            return;
        }
        if (verdict(host, play, now) instanceof Verdict.Closed closed) {
            String why = "its maintenance window closed before " + what;
            run.tell(new RunEvent.WindowClosed(host, opened.closing(), why));
            throw opened.closing() == Closing.UNDO && !always
                    ? HostStopped.because(HostStopped.Reason.ABORTED, why)
                    : HostStopped.parkedUntil(closed.opens().orElse(null), why + opens(closed.opens()));
        }
    }

    /**
     * Refuses a change on a host whose own window is closed, though it is made for another host, which may be touched; or on any host
     * where only looking is allowed outside of windows.
     */
    void refuseClosed(String host, String target) {
        boolean governed = target.equals(host) && !run.timing.mayLook();
        if (governed && !ignored) {
            refuseLate(host);
        }
        if (ignored || run.settings.check() || governed || Targets.isLocalName(target)) {
            return;
        }
        if (calendar.at(target, run.clock.instant()) instanceof Verdict.Closed closed) {
            throw HostStopped.parkedUntil(
                    closed.opens().orElse(null),
                    (target.equals(host) ? "" : target + " may not be changed now: ")
                            + closed.why()
                            + opens(closed.opens()));
        }
    }

    /** The run is over. */
    void close() {
        notices.close();
    }

    /** The time that a host was at work is remembered for the next time. */
    void took(String host, PlayContext play, Duration time) {
        if (matter(play.play)) {
            expected.took(host, play, time);
        }
    }
}
