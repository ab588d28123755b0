package io.nightshift.inventory.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a whole file as UTF-8 and says in plain words why that does not work. */
final class TextFile {
    private TextFile() {}

    static Optional<String> read(Path file, String name, long mostBytes, Diagnostics problems) {
        Position whole = Position.ofFile(name);
        try {
            if (Files.isDirectory(file)) {
                problems.error(whole, 1, "this is a folder, but a file is needed here", null);
                return Optional.empty();
            }
            if (Files.size(file) > mostBytes) {
                problems.error(
                        whole,
                        1,
                        "this file has " + Files.size(file) + " bytes; at most " + mostBytes + " are read",
                        "split it into several files");
                return Optional.empty();
            }
            return decode(Files.readAllBytes(file), name, problems);
        } catch (NoSuchFileException e) {
            problems.error(whole, 1, "there is no such file", "check the path, or create the file");
        } catch (AccessDeniedException e) {
            problems.error(whole, 1, "this file may not be read", "check its owner and mode: `ls -l " + name + "`");
        } catch (IOException e) {
            problems.error(whole, 1, "this file cannot be read: " + e.getMessage(), null);
        }
        return Optional.empty();
    }

    private static Optional<String> decode(byte[] bytes, String name, Diagnostics problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (!result.isError()) {
            return Optional.of(text);
        }
        int wrong = bytes[in.position()] & 0xFF;
        boolean utf16 = bytes.length > 1 && (bytes[0] & 0xFF) >= 0xFE && (bytes[1] & 0xFF) >= 0xFE;
        problems.error(
                positionAfter(name, text),
                1,
                String.format("this file is not UTF-8: byte 0x%02X does not belong here", wrong),
                utf16 ? "it looks like UTF-16: save it as UTF-8" : "save the file as UTF-8; it may be Latin-1 now");
        return Optional.empty();
    }

    /** Reports the first character that YAML forbids, such as an escape or a zero. */
    static boolean reportUnprintable(String name, String text, Diagnostics problems) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = c >= 0x20 && c <= 0x7E
                    || c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || c == 0x85
                    || c >= 0xA0 && c <= 0xD7FF
                    || c >= 0xE000 && c <= 0xFFFD
                    || Character.isSurrogate(c) && Character.isValidCodePoint(text.codePointAt(i));
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (!allowed || Character.isSurrogate(c)) {
                problems.error(
                        positionAfter(name, text.substring(0, i)),
                        1,
                        String.format("the control character U+%04X may not stand in YAML", (int) c),
                        "remove it, or write it as an escape inside double quotes");
                return true;
            }
        }
        return false;
    }

    private static Position positionAfter(String name, String before) {
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        String last = before.substring(before.lastIndexOf('\n') + 1);
        return new Position(name, line, last.codePointCount(0, last.length()) + 1);
    }
}
