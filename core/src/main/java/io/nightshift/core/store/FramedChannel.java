package io.nightshift.core.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Messages over a stream: four bytes of length, most significant first, then as many bytes of JSON. */
final class FramedChannel implements AutoCloseable {
    /** Room for the texts of a large run; a longer length is noise, not a message. */
    static final int LARGEST_MESSAGE = 64 << 20;

    private static final int PIECE = 64 << 10;

    private final SocketChannel channel;

    FramedChannel(SocketChannel channel) {
        this.channel = channel;
    }

    /** Waits until a message begins and returns its length. */
    int receiveLength() throws IOException {
        int length = read(4).getInt();
        if (length < 0 || length > LARGEST_MESSAGE) {
            throw new IOException("a message of " + length + " bytes was announced");
        }
        return length;
    }

    byte[] receiveBody(int length) throws IOException {
        return read(length).array();
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            bytes.limit(Math.min(length, bytes.position() + PIECE)); // the JDK keeps a native copy of the largest read
            if (channel.read(bytes) < 0) {
                throw new EOFException();
            }
            bytes.limit(length);
        }
        return bytes.flip();
    }

    void send(byte[] message) throws IOException {
        if (message.length > LARGEST_MESSAGE) {
            throw new StoreException("A record of " + message.length + " bytes is too large for the store; "
                    + LARGEST_MESSAGE + " are allowed.");
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .flip();
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + PIECE));
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
