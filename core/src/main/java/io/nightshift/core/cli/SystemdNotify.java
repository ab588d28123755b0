package io.nightshift.core.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Tells systemd how the service stands, where it asked for it ({@code Type=notify}). Java has no datagram sockets of the Unix kind, so
 * {@code systemd-notify} says it; the unit allows that with {@code NotifyAccess=all}.
 */
final class SystemdNotify {
    private final boolean wanted;
    private final Duration watchdog;
    private long told = System.nanoTime();

    SystemdNotify(Map<String, String> environment) {
        wanted = environment.containsKey("NOTIFY_SOCKET");
        String every = environment.getOrDefault("WATCHDOG_USEC", "");
        watchdog = every.matches("\\d{1,18}") ? Duration.ofNanos(Long.parseLong(every) * 500) : Duration.ZERO;
    }

    void ready() {
        say("READY=1");
    }

    void stopping() {
        say("STOPPING=1");
    }

    /** Called every few seconds by the one who would hang if anything did. */
    void alive() {
        if (!watchdog.isZero() && System.nanoTime() - told > watchdog.toNanos()) {
            told = System.nanoTime();
            say("WATCHDOG=1");
        }
    }

    private void say(String word) {
        if (!wanted) {
            return;
        }
        try {
            new ProcessBuilder("systemd-notify", word).inheritIO().start();
        } catch (IOException e) {
            // systemd then waits for its time limit, and says so.
        }
    }
}
