package io.nightshift.core.transport.shell;

import java.nio.charset.StandardCharsets;

/**
 * Finds the end marker of a frame in a stream of bytes, wherever the stream is cut into chunks, and passes on everything
 * else unchanged. The marker is {@code RS token SP status [x] RS}; RS (octal 036) cannot occur in a token, so a failed match
 * never hides the start of another one. {@code x} says that the shell itself is ending.
 */
final class MarkerScanner {
    /** Hears the two kinds of things that a stream is made of. */
    interface Listener {
        void text(byte[] bytes, int offset, int length);

        void marker(int status, boolean last);
    }

    private static final byte SEPARATOR = 036;
    private static final int MOST_DIGITS = 3;

    private final byte[] prefix;
    private final Listener listener;
    private final byte[] held;
    private int holding;
    private int status;
    private int digits;
    private boolean last;

    MarkerScanner(String token, Listener listener) {
        this.prefix = ((char) SEPARATOR + token + " ").getBytes(StandardCharsets.US_ASCII);
        this.held = new byte[prefix.length + MOST_DIGITS + 1];
        this.listener = listener;
    }

    void scan(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int textFrom = offset;
        for (int at = offset; at < end; at++) {
            byte next = bytes[at];
            if (holding == 0) {
                if (next != SEPARATOR) {
                    continue;
                }
                pass(bytes, textFrom, at - textFrom);
                held[holding++] = next;
            } else if (belongsToMarker(next)) {
                held[holding++] = next;
            } else if (next == SEPARATOR && digits > 0) {
                int found = status;
                boolean ending = last;
                forget();
                listener.marker(found, ending);
            } else {
                pass(held, 0, holding);
                forget();
                textFrom = at;
                at--;
                continue;
            }
            textFrom = at + 1;
        }
        pass(bytes, textFrom, end - textFrom);
    }

    private boolean belongsToMarker(byte next) {
        if (holding < prefix.length) {
            return next == prefix[holding];
        }
        if (next >= '0' && next <= '9' && digits < MOST_DIGITS && !last) {
            status = status * 10 + (next - '0');
            digits++;
            return true;
        }
        if (next == 'x' && digits > 0 && !last) {
            last = true;
            return true;
        }
        return false;
    }

    private void forget() {
        holding = 0;
        status = 0;
        digits = 0;
        last = false;
    }

    private void pass(byte[] bytes, int offset, int length) {
        if (length > 0) {
            listener.text(bytes, offset, length);
        }
    }
}
