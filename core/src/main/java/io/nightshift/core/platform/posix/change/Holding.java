package io.nightshift.core.platform.posix.change;

import io.nightshift.core.platform.HeldBy;
import io.nightshift.core.platform.Hold;
import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.Library;
import io.nightshift.core.platform.posix.text.ShellText;
import java.time.Duration;

/** The text that {@code hold.sh} needs, and what it answers: {@code WHY SECONDS RUN HOLDER}. */
public final class Holding {
    /** A quick change is over before anybody has looked at a clock. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    private Holding() {}

    /** Variables and functions for a step that needs the host for so long. */
    static String text(String base, Hold hold, Duration need) {
        long seconds = Math.max(need.toSeconds(), LEAST.toSeconds());
        return "_ns_h=" + ShellText.word(base + "/hold") + " _ns_hr=" + hold.run() + " _ns_he=" + hold.number()
                + " _ns_hs=" + seconds + " _ns_ho=" + hold.holder() + " _ns_hf=" + (hold.overtakes() ? "y" : "") + "\n"
                + Library.text("hold");
    }

    public static String release(HostProfile host, Hold hold) {
        return "(" + Library.text("boot") + text(host.ticketBase(), hold, Duration.ZERO) + "_ns_let_go\n)";
    }

    public static String keep(HostProfile host, Hold hold, Duration need) {
        return "(" + Library.text("boot") + text(host.ticketBase(), hold, need) + "_ns_hold\n)";
    }

    /** What {@link #keep} says where it fails: a line with numbers, and below it who holds the host. */
    public static HeldBy kept(String answer) {
        return read(answer.substring(answer.indexOf('\n') + 1));
    }

    static HeldBy read(String answer) {
        String[] parts = answer.strip().split(" ", 4);
        String run = parts.length > 2 ? parts[2] : "-";
        String holder = parts.length > 3 ? parts[3] : "unknown";
        return switch (parts[0]) {
            case "busy" -> new HeldBy.Run(run, holder, Long.parseLong(parts[1]));
            case "overtaken" -> new HeldBy.Overtaken(run, holder);
            case "stale" -> new HeldBy.Stale();
            default -> new HeldBy.Failed();
        };
    }
}
