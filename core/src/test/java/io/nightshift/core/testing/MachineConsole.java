package io.nightshift.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** The shell on a virtual machine's second serial line: one command after another, each answer between two words of ours. */
final class MachineConsole implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Path socket;
    private SocketChannel channel;

    MachineConsole(Path socket) {
        this.socket = socket;
    }

    /** What it printed, standard error with standard output. */
    synchronized Exec run(String script) {
        String word = UUID.randomUUID().toString();
        String half = word.substring(0, 8);
        String rest = word.substring(8);
        // The word in two halves, so that a line that is echoed is no answer.
        String line = "\nprintf '%s%s<' " + half + " " + rest + "; ( " + script
                + "\n) 2>&1 </dev/null; printf '>%s%s %s\\n' " + half + " " + rest + " $?\n";
        try {
            SocketChannel open = open();
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            return answer(open, word);
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    private Exec answer(SocketChannel open, String word) throws IOException {
        StringBuilder all = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
        long until = System.nanoTime() + LIMIT.toNanos();
        open.configureBlocking(false);
        while (System.nanoTime() < until) {
            buffer.clear();
            int read = open.read(buffer);
            if (read < 0) {
                throw new IOException("the machine is gone");
            }
            if (read == 0) {
                pause();
                continue;
            }
            all.append(new String(buffer.array(), 0, read, StandardCharsets.ISO_8859_1));
            int start = all.indexOf(word + "<");
            int end = start < 0 ? -1 : all.indexOf(">" + word + " ", start);
            int line = end < 0 ? -1 : all.indexOf("\n", end);
            if (line >= 0) {
                int status = Integer.parseInt(
                        all.substring(end + word.length() + 2, line).strip());
                return new Exec(status, all.substring(start + word.length() + 1, end), "");
            }
        }
        throw new IOException("no answer from the machine; it said: " + all);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private SocketChannel open() throws IOException {
        if (channel == null) {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
        }
        channel.configureBlocking(true);
        return channel;
    }

    @Override
    public synchronized void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It went with the machine.
        }
        channel = null;
    }
}
