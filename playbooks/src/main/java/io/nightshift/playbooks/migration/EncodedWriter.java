package io.nightshift.playbooks.migration;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * The bytes that stand for a text in a character set; characters that it does not have are losses, and so are those that would come
 * back as others: some character sets write several with the same bytes.
 */
final class EncodedWriter extends Writer {
    private static final int BLOCK = 1 << 13;
    /** Stands for what was lost when the text was read, which has been said. */
    private static final int LOST = 0xFFFD;

    private final String name;
    private final OutputStream out;
    private final Charset charset;
    private final Losses losses;
    private final CharsetEncoder encoder;
    private final CharBuffer chars = CharBuffer.allocate(BLOCK);
    private final ByteBuffer bytes;
    private final Position position = new Position();
    private final WayBack wayBack;

    /** @param name what the content is called in sentences */
    EncodedWriter(String name, OutputStream out, Charset charset, Losses losses) {
        this.name = name;
        this.out = out;
        this.charset = charset;
        this.losses = losses;
        this.encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.bytes = ByteBuffer.allocate(BLOCK);
        this.wayBack = new WayBack();
    }

    @Override
    public void write(char[] from, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            int part = Math.min(offset + length - at, chars.remaining());
            chars.put(from, at, part);
            at += part;
            if (!chars.hasRemaining()) {
                encode(false);
            }
        }
    }

    /** Encodes all but a half of a pair at the end. */
    private void encode(boolean last) throws IOException {
        chars.flip();
        while (true) {
            int before = chars.position();
            CoderResult result = encoder.encode(chars, bytes, last);
            for (int i = before; i < chars.position(); i++) {
                position.pass(chars.get(i));
                wayBack.expect(chars.get(i));
            }
            drain();
            if (result.isUnderflow()) {
                break;
            }
            if (result.isError()) {
                lose(result.length());
            }
        }
        chars.compact();
    }

    private void lose(int length) {
        int code = Character.codePointAt(chars, 0);
        if (code != LOST || losses.isEmpty()) {
            losses.add(position.of(name) + shown(code) + " is not in " + charset.name());
        }
        for (int i = 0; i < length; i++) {
            position.pass(chars.get());
        }
    }

    private static String shown(int code) {
        return String.format("U+%04X", code)
                + (Character.isLetterOrDigit(code) ? " (" + Character.toString(code) + ")" : "");
    }

    private void drain() throws IOException {
        bytes.flip();
        out.write(bytes.array(), 0, bytes.limit());
        wayBack.compare(bytes, false);
        bytes.clear();
    }

    @Override
    public void flush() {
        // Only what is whole can be encoded; the end says that it is.
    }

    /** Writes the rest; the stream below stays open. */
    @Override
    public void close() throws IOException {
        encode(true);
        while (encoder.flush(bytes).isOverflow()) {
            drain();
        }
        drain();
        wayBack.compare(bytes.flip(), true);
        out.flush();
    }

    /** Decodes what was encoded, and compares it with what it was before. */
    private final class WayBack {
        private final CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private final StringBuilder expected = new StringBuilder();
        private final Position compared = new Position();
        private final CharBuffer again = CharBuffer.allocate(BLOCK);
        private ByteBuffer rest = ByteBuffer.allocate(0);
        private boolean differs;

        void expect(char next) {
            if (!differs) {
                expected.append(next);
            }
        }

        void compare(ByteBuffer more, boolean last) {
            if (differs) {
                return;
            }
            ByteBuffer all = ByteBuffer.allocate(rest.remaining() + more.remaining());
            all.put(rest).put(more).flip();
            boolean full = true;
            while (full) {
                full = decoder.decode(all, again, last).isOverflow();
                take();
            }
            if (last) {
                decoder.flush(again);
                take();
                if (!expected.isEmpty()) {
                    differ();
                }
            }
            rest = all;
        }

        private void take() {
            again.flip();
            int same = 0;
            while (same < again.length() && same < expected.length() && again.charAt(same) == expected.charAt(same)) {
                compared.pass(expected.charAt(same));
                same++;
            }
            if (same < again.length()) {
                expected.delete(0, same);
                differ();
            } else {
                expected.delete(0, same);
            }
            again.clear();
        }

        private void differ() {
            if (!differs && losses.isEmpty()) {
                int code = expected.isEmpty() ? 0 : expected.codePointAt(0);
                losses.add(compared.of(name) + shown(code) + " would come back as another character from "
                        + charset.name());
            }
            differs = true;
            expected.setLength(0);
        }
    }
}
