package io.nightshift.core.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lines that scroll, and on a terminal one line below them that tells how the ring stands. */
final class ProgressLine {
    private static final String ERASE = "\r\u001b[2K";
    private final PrintStream out;
    private final @Nullable Screen screen;
    private final LongSupplier nanos;
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    /** What each host is at; the one that began first comes first. */
    private final Map<String, String> at = new LinkedHashMap<>();

    private String title = "";
    private long began;
    private boolean shown;
    private volatile boolean closed;

    /** @param screen null where there is no terminal: then only lines that scroll */
    ProgressLine(PrintStream out, @Nullable Screen screen, LongSupplier nanos) {
        this.out = out;
        this.screen = screen;
        this.nanos = nanos;
    }

    /** Draws again twice a second, so that the time goes on while nothing happens. */
    ProgressLine ticking() {
        if (screen != null) {
            Thread clock = new Thread(this::tick, "progress");
            clock.setDaemon(true);
            clock.start();
        }
        return this;
    }

    synchronized void line(String text) {
        erase();
        out.println(text);
        draw();
    }

    synchronized void ring(int number, int of, List<String> ofRing) {
        hosts.clear();
        done.clear();
        failed.clear();
        at.clear();
        hosts.addAll(ofRing);
        title = of > 1 ? "ring " + number + "/" + of : "hosts";
        began = nanos.getAsLong();
        draw();
    }

    synchronized void ringEnded() {
        hosts.clear();
        erase();
    }

    /** The steps in flight end, then no more begin. */
    synchronized void stopping() {
        title = "stopping";
        draw();
    }

    synchronized void began(String host, String task) {
        at.remove(host);
        at.put(host, task);
        draw();
    }

    /** The host is between two tasks. */
    synchronized void idle(String host) {
        at.remove(host);
        draw();
    }

    synchronized void hostEnded(String host, boolean good) {
        (good ? done : failed).add(host);
        at.remove(host);
        draw();
    }

    synchronized void close() {
        closed = true;
        hosts.clear();
        erase();
    }

    private void tick() {
        while (!closed) {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                return;
            }
            synchronized (this) {
                draw();
            }
        }
    }

    private void erase() {
        if (shown) {
            out.print(ERASE);
            out.flush();
            shown = false;
        }
    }

    private void draw() {
        if (screen == null || hosts.isEmpty()) {
            return;
        }
        // Room for the ^C that a terminal echoes: a line that wraps could not be erased.
        out.print(ERASE + fitting(screen.columns() - 3));
        out.flush();
        shown = true;
    }

    private String fitting(int width) {
        int working = at.size();
        int waiting = Math.max(0, hosts.size() - working - failed.size() - done.size());
        Duration took = Duration.ofNanos(nanos.getAsLong() - began);
        String time = String.format(Locale.ROOT, "%d:%02d", took.toMinutes(), took.toSecondsPart());
        String whole = title + "  " + done.size() + " done, " + failed.size() + " failed, " + working + " at work, "
                + waiting + " waiting  " + time;
        if (whole.length() > width) {
            whole = title.replace("ring ", "") + ": " + done.size() + " done, " + failed.size() + " failed, "
                    + (working + waiting) + " left  " + time;
        }
        String task = at.entrySet().stream()
                .findFirst()
                .map(each -> "  " + each.getKey() + ": " + Shown.line(each.getValue()))
                .orElse("");
        return Shown.fitting(whole.length() + 12 > width ? whole : whole + task, width);
    }
}
