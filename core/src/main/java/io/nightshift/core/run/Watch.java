package io.nightshift.core.run;

import io.nightshift.core.platform.Ticket;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.SystemChange;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** One armed timer on one host, as one user: what it covers and what still has to be shown before it may end. */
final class Watch {
    final HostAccess access;
    final Ticket timer;
    final Duration time;
    final boolean asked;
    /** Written, but taken up only by a restart to come. */
    private final Set<Hazard> waiting = EnumSet.noneOf(Hazard.class);

    private boolean unproven;
    private int covered;
    private String last = "";
    private volatile Duration alive;
    private volatile boolean ended;

    Watch(HostAccess access, Ticket timer, Duration time, boolean asked, Duration now) {
        this.access = access;
        this.timer = timer;
        this.time = time;
        this.asked = asked;
        this.alive = now;
    }

    /** A step has been covered and is about to be sent. */
    void notice(Change change, String told, Optional<Hazard> hazard) {
        covered++;
        boolean file = change instanceof FileChange;
        if (change instanceof SystemChange.Reboot) {
            waiting.clear();
            unproven = true;
            last = told;
        }
        hazard.ifPresent(kind -> {
            if (kind != Hazard.ASKED && file) {
                waiting.add(kind);
            } else {
                waiting.remove(kind);
            }
            unproven |= kind != Hazard.ASKED || !file;
            last = told;
        });
    }

    /** Whether something has happened since the last login that a login has to show to be harmless. */
    boolean isUnproven() {
        return unproven;
    }

    /** Whether a restart that takes up what was written is still to come. */
    boolean waitsForRestart() {
        return !waiting.isEmpty();
    }

    /** A new login worked. */
    void proven(Duration now) {
        alive = now;
        unproven = false;
    }

    /** A sign of life got through. */
    void prolonged(Duration now) {
        alive = now;
    }

    /** Of the pace's elapsed time. */
    Duration deadline() {
        return alive.plus(time);
    }

    /** The change that a login could not follow, for people. */
    String last() {
        return last;
    }

    int covered() {
        return covered;
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }
}
