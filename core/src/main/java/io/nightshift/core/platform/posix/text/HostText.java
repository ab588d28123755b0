package io.nightshift.core.platform.posix.text;

import io.nightshift.core.transport.ShellQuote;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of a host as text and back without loss: UTF-8, and each byte that is none as a lone surrogate U+DC80 to U+DCFF (the
 * rule of Python's {@code surrogateescape}), so that a file name in Latin-1 can still be named.
 */
public final class HostText {
    private HostText() {}

    public static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                break;
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (0xdc00 | (in.get() & 0xff)));
            }
            decoder.reset();
        }
        return out.flip().toString();
    }

    /** The bytes of a piece of a Latin-1 view, as text. */
    public static String decode(String latin1) {
        return decode(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static byte[] encode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isLoneByte(text, i)) {
                out.writeBytes(text.substring(start, i).getBytes(StandardCharsets.UTF_8));
                out.write(loneByte(text.charAt(i)));
                start = i + 1;
            }
        }
        out.writeBytes(text.substring(start).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    static boolean isLoneByte(String text, int at) {
        return ShellQuote.isLoneByte(text, at);
    }

    static int loneByte(char c) {
        return c & 0xff;
    }
}
