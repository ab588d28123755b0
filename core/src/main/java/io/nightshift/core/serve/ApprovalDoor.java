package io.nightshift.core.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * Where people of other accounts of this machine look at rollouts that wait for them, and approve them: a Unix socket that anyone may
 * open. Who they are is what the kernel says, and it can do nothing but ask. A request is a few short lines, the answer a first line
 * {@code yes} or {@code no} and text after it.
 */
public final class ApprovalDoor implements AutoCloseable {
    private static final int MOST = 16;
    private static final int LONGEST_REQUEST = 2048;
    private static final int MOST_OF_ONE = 2;
    private static final int SECONDS = 5;
    static final String HELLO = "nightshift approvals 1";

    private final Path address;
    private final ServerSocketChannel server;
    private final Approver approver;
    private final Semaphore places = new Semaphore(MOST);
    /** How many callers each person has at the door. */
    private final Map<String, Integer> callers = new ConcurrentHashMap<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "approvals-timer");
        thread.setDaemon(true);
        return thread;
    });

    /** Answers one person. */
    public interface Approver {
        /**
         * What is asked, as words: {@code status} or {@code approve}, then a run and a ring where they are named, else empty.
         *
         * @param person the user at the other end, as the kernel knows it
         * @return text for that person
         * @throws Refused where that is not possible; the message says why
         */
        String asked(String person, String what, String run, String ring);
    }

    /** Something that cannot be done for this person. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Refused(String message) {
            super(message);
        }
    }

    private ApprovalDoor(Path address, ServerSocketChannel server, Approver approver) {
        this.address = address;
        this.server = server;
        this.approver = approver;
    }

    /** Opens the door; a socket that an earlier process left is replaced. */
    public static ApprovalDoor open(Path address, Approver approver) throws IOException {
        if (Files.exists(address)) {
            if (!Files.readAttributes(address, java.nio.file.attribute.BasicFileAttributes.class)
                    .isOther()) {
                throw new IOException(address + " is a file, and no socket");
            }
            Files.delete(address);
        }
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(address), MOST);
            Files.setPosixFilePermissions(address, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        ApprovalDoor door = new ApprovalDoor(address, server, approver);
        Thread thread = new Thread(door::accept, "approvals");
        thread.setDaemon(true);
        thread.start();
        return door;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel caller = server.accept();
                if (!places.tryAcquire()) {
                    caller.close(); // a crowd; whoever means it asks again
                    continue;
                }
                Thread thread = new Thread(() -> serve(caller), "approval");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // Closed, or this caller has gone.
            }
        }
    }

    private void serve(SocketChannel caller) {
        ScheduledFuture<?> limit = timer.schedule(() -> close(caller), SECONDS, TimeUnit.SECONDS);
        String person = "";
        try (caller) {
            person = caller.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            if (callers.merge(person, 1, Integer::sum) <= MOST_OF_ONE) {
                serve(caller, person);
            }
        } catch (IOException e) {
            // The caller has gone, and nothing depends on what it would have heard.
        } finally {
            callers.computeIfPresent(person, (name, count) -> count > 1 ? count - 1 : null);
            limit.cancel(false);
            places.release();
        }
    }

    private void serve(SocketChannel caller, String person) throws IOException {
        String answer;
        try {
            answer = "yes\n" + answer(person, caller);
        } catch (Refused e) {
            answer = "no\n" + e.getMessage();
        }
        OutputStream out = Channels.newOutputStream(caller);
        out.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** The caller sends all it has to say, and closes its side. */
    private String answer(String person, SocketChannel caller) throws IOException {
        byte[] request = Channels.newInputStream(caller).readNBytes(LONGEST_REQUEST);
        List<String> lines = List.of(new String(request, StandardCharsets.UTF_8).split("\n", -1));
        if (lines.size() < 4 || !lines.get(0).equals(HELLO)) {
            throw new Refused("error: this is another version of Nightshift");
        }
        return approver.asked(person, lines.get(1), lines.get(2), lines.get(3));
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It counts as closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        timer.shutdownNow();
        Files.deleteIfExists(address);
    }

    /** Asks at somebody's door; the answer's text. */
    public static String ask(Path address, String what, String run, String ring) throws IOException {
        try (SocketChannel door = SocketChannel.open(UnixDomainSocketAddress.of(address))) {
            String request = String.join("\n", HELLO, what, run, ring) + "\n";
            Channels.newOutputStream(door).write(request.getBytes(StandardCharsets.UTF_8));
            door.shutdownOutput();
            String answer = new String(Channels.newInputStream(door).readNBytes(1 << 20), StandardCharsets.UTF_8);
            int end = answer.indexOf('\n');
            String text = answer.substring(end + 1);
            if (!answer.startsWith("yes\n")) {
                throw new Refused(text.isEmpty() ? "error: no answer at " + address + "; try again" : text);
            }
            return text;
        }
    }
}
