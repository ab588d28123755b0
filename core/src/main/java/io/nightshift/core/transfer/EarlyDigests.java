package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.TransportException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The SHA-256 of large files that have arrived, worked out by their host while others are still on their way. One that is not found
 * here is asked for in the end.
 */
final class EarlyDigests implements AutoCloseable {
    private static final Duration OPENING = Duration.ofMinutes(1);
    private static final Duration ENDING = Duration.ofMinutes(5);
    private static final long LOOK_MILLIS = 250;
    private static final int DIGITS = 64;

    private final TreeScripts scripts;
    private final Place place;
    private final String root;
    private final Map<String, Future<String>> begun = new HashMap<>();
    private final ExecutorService oneByOne = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "nightshift-early-digests");
        thread.setDaemon(true);
        return thread;
    });

    EarlyDigests(TreeScripts scripts, Place place, String root) {
        this.scripts = scripts;
        this.place = place;
        this.root = root;
    }

    void begin(String path) {
        if (!oneByOne.isShutdown()) {
            begun.put(path, oneByOne.submit(() -> digest(path)));
        }
    }

    /**
     * Makes no more of them; those under way are given up.
     *
     * @return whether a channel was given back by that
     */
    boolean stop() {
        if (oneByOne.isShutdown()) {
            return false;
        }
        oneByOne.shutdownNow();
        try {
            return oneByOne.awaitTermination(OPENING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What was found does not count any more. */
    void forget() {
        begun.clear();
    }

    private String digest(String path) throws TransportException, IOException {
        try (HostStream stream =
                place.connection().stream(place.become(), scripts.digestOne(place.profile(), root, path), OPENING)) {
            stream.input().close();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.output(), StandardCharsets.ISO_8859_1));
            String line = lines.readLine();
            return stream.await(ENDING) == 0 && line != null && line.length() > DIGITS ? line.substring(0, DIGITS) : "";
        }
    }

    /** Waits for it where it was begun; empty where it was not, or could not be worked out. */
    String of(String path, Watch watch) {
        Future<String> digest = begun.get(path);
        if (digest != null && oneByOne.isShutdown() && !digest.isDone()) {
            return "";
        }
        try {
            while (digest != null) {
                try {
                    return digest.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    watch.waits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException e) {
            // A connection that broke: who asks in the end finds out.
        }
        return "";
    }

    @Override
    public void close() {
        oneByOne.shutdownNow();
    }
}
