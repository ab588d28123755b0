package io.nightshift.core.platform.posix.deadman;

import io.nightshift.core.platform.DeadManTimer;
import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.TimerState;
import io.nightshift.core.platform.posix.change.Names;
import io.nightshift.core.platform.posix.text.Library;
import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.core.transport.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Under systemd a unit waits, else a job of {@code at}, else a process in a session of its own; a unit file or an
 * {@code @reboot} entry starts it again at boot, and is there only as long as the timer. Forks of arming: mkdir, mv, sync, the
 * start itself; of covering: mv, sync.
 */
public final class PosixDeadManTimer implements DeadManTimer {
    public static final DeadManTimer INSTANCE = new PosixDeadManTimer();

    private static final String MARK = "NSD ";

    private PosixDeadManTimer() {}

    @Override
    public String arm(HostProfile host, Ticket timer, Duration time) {
        String fixed = "_ns_d=" + ShellText.word(timer.directory()) + " _ns_n=" + name(timer) + " _ns_s="
                + Math.max(1, time.toSeconds()) + "\n";
        String waiting = "HOME=" + ShellText.word(host.home()) + "\n" + Library.text("boot") + Library.text("deadman")
                + Library.text("deadman-watch");
        return "(" + fixed
                + "_ns_watch_text() {\n"
                + ShellText.print(fixed)
                + "\nprintf '_ns_h=%s\\n' \"$_ns_h\"\n"
                + ShellText.print(waiting)
                + "\n}\n"
                + Library.text("boot")
                + Library.text("deadman")
                + Library.text("deadman-arm")
                + "_ns_arm " + whose(host) + "\n)";
    }

    /** Nothing is written outside of a host's own folder where that is not the whole of a machine. */
    private static String whose(HostProfile host) {
        if (host.ticketBase().equals("/var/lib/nightshift")) {
            return "root";
        }
        boolean own = host.ticketBase().equals(host.home() + "/.local/state/nightshift")
                || host.ticketBase().equals("/var/tmp/nightshift-" + host.uid());
        return own && host.uid() != 0 ? "user" : "nobody";
    }

    @Override
    public String cover(Ticket timer, int sequence, String undoScript) {
        return covering(timer, String.format("%06d ''", sequence), undoScript);
    }

    @Override
    public String again(Ticket timer, String key, String undoScript) {
        // Unit files are read again before anything restarts.
        String first = key.equals("daemon-reload") ? "0" : "1";
        String name = first + HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
        return covering(timer, "'' " + name.substring(0, Math.min(name.length(), 200)), undoScript);
    }

    private static String covering(Ticket timer, String what, String undoScript) {
        return with(timer, "_ns_way_back() {\n" + ShellText.print(undoScript + "\n") + "\n}\n_ns_cover " + what);
    }

    @Override
    public String prolong(Ticket timer) {
        return with(timer, "_ns_prolong ''");
    }

    @Override
    public String fireNow(Ticket timer) {
        return with(timer, "_ns_prolong 0");
    }

    @Override
    public String confirm(Ticket timer) {
        return with(timer, "_ns_confirm");
    }

    /** What was fixed when it was armed is read from the script that waits. */
    private static String with(Ticket timer, String call) {
        return "(_ns_d=" + ShellText.word(timer.directory()) + "\n" + Library.text("boot") + Library.text("deadman")
                + Library.text("deadman-open") + "_ns_open\n" + call + "\n)";
    }

    private static String name(Ticket timer) {
        return "nightshift-deadman-" + Names.id(timer);
    }

    @Override
    public TimerState state(Frame answer) {
        Set<Integer> undone = new LinkedHashSet<>();
        Set<Integer> failed = new LinkedHashSet<>();
        boolean restartsFailed = false;
        String state = "";
        String rest = "";
        for (String line : answer.stdout().text().split("\n")) {
            if (!line.startsWith(MARK)) {
                continue;
            }
            String[] words = line.substring(MARK.length()).split(" ", 3);
            if (words[0].equals("step") && words.length == 3) {
                int sequence = Integer.parseInt(words[1]);
                boolean worked = words[2].equals("0");
                (worked ? undone : failed).add(sequence);
                (worked ? failed : undone).remove(sequence);
            } else if (words[0].equals("again") && words.length == 3) {
                restartsFailed |= !words[2].equals("0");
            } else {
                state = words[0];
                rest = line.substring(Math.min(line.length(), MARK.length() + words[0].length() + 1));
            }
        }
        return switch (state) {
            case "armed" -> new TimerState.Armed(!rest.equals("none"));
            case "refused" -> new TimerState.Refused(rest);
            case "confirmed" -> new TimerState.Confirmed();
            case "firing" -> new TimerState.Firing();
            case "fired" -> new TimerState.Fired(undone, failed, restartsFailed);
            case "gone" -> new TimerState.Gone();
            default ->
                new TimerState.Refused("the host answered something else than a timer does: "
                        + (answer.stderr().text() + answer.stdout().text()).strip());
        };
    }
}
