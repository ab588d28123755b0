package io.nightshift.playbooks.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;

/** The text that bytes of a character set stand for; bytes that stand for nothing are losses, and U+FFFD in the text. */
final class DecodedReader extends Reader {
    private static final int BLOCK = 1 << 13;

    private final String name;
    private final InputStream in;
    private final Charset charset;
    private final Losses losses;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).flip();
    private final CharBuffer chars = CharBuffer.allocate(BLOCK).flip();
    private final Position position = new Position();
    private long bytesRead;
    private int seen;
    private boolean bytesEnded;
    private boolean ended;

    /** @param name what the content is called in sentences */
    DecodedReader(String name, InputStream in, Charset charset, Losses losses) {
        this.name = name;
        this.in = in;
        this.charset = charset;
        this.losses = losses;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        while (!chars.hasRemaining() && !ended) {
            fill();
        }
        if (!chars.hasRemaining()) {
            return -1;
        }
        int read = Math.min(length, chars.remaining());
        chars.get(into, offset, read);
        return read;
    }

    private void fill() throws IOException {
        chars.clear();
        seen = 0;
        while (chars.remaining() > 1 && !ended) {
            CoderResult result = decoder.decode(bytes, chars, bytesEnded);
            if (result.isError() && !chars.hasRemaining()) {
                break; // it says so again
            } else if (result.isError()) {
                lose(Math.min(result.length(), bytes.remaining()));
            } else if (result.isOverflow()) {
                break;
            } else if (bytesEnded) {
                ended = decoder.flush(chars).isUnderflow();
            } else {
                more();
            }
        }
        passTo(chars.position());
        chars.flip();
    }

    private void more() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytesEnded = read < 0;
        bytesRead += Math.max(0, read);
        bytes.position(bytes.position() + Math.max(0, read)).flip();
    }

    private void lose(int bad) {
        passTo(chars.position());
        byte[] lost = new byte[bad];
        long at = bytesRead - bytes.remaining();
        bytes.get(lost);
        losses.add(position.of(name) + "byte " + at + " (" + HexFormat.of().formatHex(lost)
                + ") stands for no character of " + charset.name());
        chars.put('\uFFFD');
    }

    private void passTo(int end) {
        for (; seen < end; seen++) {
            position.pass(chars.get(seen));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
