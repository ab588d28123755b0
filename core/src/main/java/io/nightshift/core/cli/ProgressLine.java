package io.nightshift.core.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lines that scroll, and on a terminal one line below them that tells how the ring stands. */
final class ProgressLine {
    private static final String ERASE = "\r\u001b[2K";
    private final PrintStream out;
    private final boolean live;
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private final Map<String, String> at = new HashMap<>();
    private String title = "";
    private long began;
    private boolean shown;
    private volatile boolean closed;

    ProgressLine(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
        if (live) {
            Thread clock = new Thread(this::tick, "progress");
            clock.setDaemon(true);
            clock.start();
        }
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
        began = System.nanoTime();
        draw();
    }

    synchronized void ringEnded() {
        hosts.clear();
        erase();
    }

    synchronized void task(String host, String task) {
        at.put(host, task);
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
            shown = false;
        }
    }

    private void draw() {
        if (!live || hosts.isEmpty()) {
            return;
        }
        long seconds = (System.nanoTime() - began) / 1_000_000_000L;
        int working = at.size();
        String task = at.entrySet().stream()
                .findFirst()
                .map(e -> "  " + e.getKey() + ": " + Shown.line(e.getValue()))
                .orElse("");
        String text = String.format(
                "%s  %d working, %d failed, %d waiting  %d:%02d%s",
                title,
                working,
                failed.size(),
                Math.max(0, hosts.size() - working - failed.size() - done.size()),
                seconds / 60,
                seconds % 60,
                task);
        out.print(ERASE + (text.length() > width() ? text.substring(0, width()) : text));
        out.flush();
        shown = true;
    }

    private static int width() {
        String columns = System.getenv("COLUMNS");
        try {
            return columns == null ? 79 : Math.max(20, Integer.parseInt(columns) - 1);
        } catch (NumberFormatException e) {
            return 79;
        }
    }
}
