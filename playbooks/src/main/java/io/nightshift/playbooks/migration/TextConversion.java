package io.nightshift.playbooks.migration;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Turns a text from one character set into another, or refuses: every byte that stands for no character and every character that the
 * other set does not have is named by line and column (both from 1, columns in characters).
 */
public final class TextConversion {
    private final Charset from;
    private final Charset to;
    private final LineEnds ends;

    public TextConversion(Charset from, Charset to, LineEnds ends) {
        this.from = from;
        this.to = to;
        this.ends = ends;
    }

    /**
     * The converted text.
     *
     * @param name what the content is called in sentences
     * @throws LossyException naming every place that would be lost
     */
    public byte[] convert(String name, byte[] content) throws LossyException {
        return encode(name, ends.in(decode(name, content, from)), to);
    }

    /** The text that bytes of a character set stand for. */
    static String decode(String name, byte[] content, Charset charset) throws LossyException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(content.length * (double) decoder.maxCharsPerByte()) + 16);
        List<String> places = new ArrayList<>();
        Place place = new Place();
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                break;
            }
            place.moveTo(out);
            int bad = Math.min(result.length(), in.remaining());
            byte[] bytes = new byte[bad];
            in.get(bytes);
            places.add(place.of(name) + "byte " + (in.position() - bad) + " ("
                    + HexFormat.of().formatHex(bytes) + ") stands for no character of " + charset.name());
            out.put('\uFFFD');
        }
        decoder.flush(out);
        if (!places.isEmpty()) {
            throw new LossyException(places);
        }
        return out.flip().toString();
    }

    /** The bytes that stand for a text in a character set. */
    static byte[] encode(String name, String text, Charset charset) throws LossyException {
        CharsetEncoder encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer in = CharBuffer.wrap(text);
        ByteBuffer out = ByteBuffer.allocate((int) Math.ceil(text.length() * (double) encoder.maxBytesPerChar()) + 16);
        List<String> places = new ArrayList<>();
        Place place = new Place();
        while (true) {
            CoderResult result = encoder.encode(in, out, true);
            if (!result.isError()) {
                break;
            }
            place.moveTo(text, in.position());
            int code = text.codePointAt(in.position());
            places.add(place.of(name) + String.format("U+%04X", code) + shown(code) + " is not in " + charset.name());
            in.position(in.position() + result.length());
        }
        encoder.flush(out);
        if (!places.isEmpty()) {
            throw new LossyException(places);
        }
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        refuseOneWay(name, text, bytes, charset);
        return bytes;
    }

    /** Some character sets write different characters with the same bytes. */
    private static void refuseOneWay(String name, String text, byte[] bytes, Charset charset) throws LossyException {
        String again = new String(bytes, charset);
        if (again.equals(text)) {
            return;
        }
        int at = 0;
        while (at < Math.min(text.length(), again.length()) && text.charAt(at) == again.charAt(at)) {
            at++;
        }
        Place place = new Place();
        place.moveTo(text, at);
        int code = at < text.length() ? text.codePointAt(at) : 0;
        throw new LossyException(List.of(place.of(name) + String.format("U+%04X", code) + shown(code)
                + " would come back as another character from " + charset.name()));
    }

    private static String shown(int code) {
        return Character.isLetterOrDigit(code) ? " (" + Character.toString(code) + ")" : "";
    }

    /** Where in a text one is; goes forward only. */
    private static final class Place {
        private int seen;
        private int line = 1;
        private int column = 1;

        void moveTo(CharBuffer out) {
            moveTo(CharBuffer.wrap(out.array(), 0, out.position()), out.position());
        }

        void moveTo(CharSequence text, int to) {
            for (; seen < to; seen++) {
                char at = text.charAt(seen);
                boolean half = at == '\r' && seen + 1 < text.length() && text.charAt(seen + 1) == '\n';
                if (!half && (at == '\n' || at == '\r' || at == '\u0085')) {
                    line++;
                    column = 1;
                } else if (!Character.isLowSurrogate(at)) {
                    column++;
                }
            }
        }

        String of(String name) {
            return name + ":" + line + ":" + column + ": ";
        }
    }
}
