package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.shell.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds the address of a name within a deadline; the resolver itself knows only its own, much longer one. */
final class Names {
    private static final ExecutorService RESOLVERS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "nightshift-names");
        thread.setDaemon(true);
        return thread;
    });

    private Names() {}

    /** The address; unresolved where nobody knows the name. */
    static InetSocketAddress resolve(String host, int port, Deadline deadline) throws IOException {
        if (isAddress(host)) {
            return new InetSocketAddress(host, port);
        }
        try {
            return CompletableFuture.supplyAsync(() -> new InetSocketAddress(host, port), RESOLVERS)
                    .get(deadline.remainingMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the name service did not answer for " + host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the name service was not waited for");
        } catch (ExecutionException e) {
            throw new IOException("the name " + host + " cannot be looked up: " + e.getMessage(), e);
        }
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }
}
