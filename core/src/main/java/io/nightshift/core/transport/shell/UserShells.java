package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.OutputSink;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shells of one connection, one for each user: opened when first used, opened again when they ended, closed least
 * recently used first where the host allows only few.
 */
public final class UserShells implements AutoCloseable {
    /** OpenSSH allows ten channels on a connection by default; two stay free for files. */
    public static final int MOST = 8;

    private static final Duration OPENING = Duration.ofSeconds(30);

    /** A host counts a shell as gone only when its process has ended, a moment after we closed it. */
    private static final Duration FREEING = Duration.ofSeconds(2);

    /** Something that needs a channel of its own. */
    @FunctionalInterface
    public interface ChannelUse<T> {
        T run() throws TransportException;
    }

    private static final class Entry {
        private volatile @Nullable FramedShell shell;
        private int users;
    }

    private final String host;
    private final ProcessStarter starter;
    private final Supplier<String> tokens;
    // Access order: the first entry is the one that was not used for the longest time.
    private final Map<Become, Entry> entries = new LinkedHashMap<>(8, 0.75f, true);

    public UserShells(String host, ProcessStarter starter, Supplier<String> tokens) {
        this.host = host;
        this.starter = starter;
        this.tokens = tokens;
    }

    /** The shell of that user, opened now so that a refusal shows at once. */
    public Shell shell(Become become) throws TransportException {
        Deadline deadline = Deadline.in(OPENING);
        Entry entry = take(become);
        try {
            opened(become, entry, deadline);
        } finally {
            release(entry);
        }
        return (script, limit, sink) -> run(become, script, Deadline.in(limit), sink);
    }

    Frame run(Become become, String script, Deadline deadline, OutputSink sink) throws TransportException {
        Entry entry = take(become);
        try {
            while (true) {
                Frame frame = opened(become, entry, deadline).runIfAlive(script, deadline, sink);
                if (frame != null) {
                    return frame;
                }
            }
        } finally {
            release(entry);
        }
    }

    private FramedShell opened(Become become, Entry entry, Deadline deadline) throws TransportException {
        synchronized (entry) {
            FramedShell shell = entry.shell;
            if (shell != null && shell.isAlive()) {
                return shell;
            }
            if (shell != null) {
                shell.close();
            }
            makeRoom();
            FramedShell opened = withRoom(() -> open(become, deadline), deadline);
            entry.shell = opened;
            return opened;
        }
    }

    private FramedShell open(Become become, Deadline deadline) throws TransportException {
        ShellProcess process = UserProcess.start(starter, become, host, tokens, deadline);
        boolean merged = BecomeCommand.of(become, "r", "p").terminal();
        return FramedShell.open(who(become), process, tokens, merged, deadline);
    }

    /** Where the host allows no further channel, idle shells are closed, one after another, to make room. */
    <T> T withRoom(ChannelUse<T> use, Deadline deadline) throws TransportException {
        Deadline untilFree = Deadline.in(Duration.ZERO);
        while (true) {
            try {
                return use.run();
            } catch (TransportException e) {
                if (e.kind() != Kind.CHANNEL_LIMIT || deadline.passed()) {
                    throw e;
                }
                if (untilFree.passed()) {
                    if (!closeLeastRecentlyUsed()) {
                        throw e;
                    }
                    untilFree = Deadline.in(FREEING);
                }
                pause(e);
            }
        }
    }

    private static void pause(TransportException reason) throws TransportException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    private synchronized Entry take(Become become) {
        Entry entry = entries.computeIfAbsent(become, user -> new Entry());
        entry.users++;
        return entry;
    }

    private synchronized void release(Entry entry) {
        entry.users--;
    }

    private synchronized void makeRoom() {
        while (entries.values().stream().filter(entry -> entry.shell != null).count() >= MOST) {
            if (!closeLeastRecentlyUsed()) {
                return;
            }
        }
    }

    private synchronized boolean closeLeastRecentlyUsed() {
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (oldestFirst.hasNext()) {
            Entry entry = oldestFirst.next();
            if (entry.users == 0) {
                oldestFirst.remove();
                FramedShell shell = entry.shell;
                if (shell != null) {
                    shell.close();
                    return true;
                }
            }
        }
        return false;
    }

    String who(Become become) {
        return become instanceof Become.User user ? user.user() + " on " + host : host;
    }

    ShellProcess process(Become become, Deadline deadline) throws TransportException {
        return withRoom(() -> UserProcess.start(starter, become, host, tokens, deadline), deadline);
    }

    /** A script of its own that data flows through; see {@link io.nightshift.core.transport.Connection#stream}. */
    public HostStream stream(Become become, String script, Duration limit) throws TransportException {
        Deadline deadline = Deadline.in(limit);
        ShellProcess process =
                withRoom(() -> UserProcess.startFlowing(starter, become, host, tokens, deadline), deadline);
        return ChannelStream.open(who(become), process, script, token(), deadline);
    }

    String token() {
        return tokens.get();
    }

    @Override
    public synchronized void close() {
        for (Entry entry : entries.values()) {
            FramedShell shell = entry.shell;
            if (shell != null) {
                shell.close();
            }
        }
        entries.clear();
    }
}
