package io.nightshift.core.transport;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A password or passphrase that no log, message or {@code toString} shows. */
public final class Secret {
    private final char[] characters;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    /** Keeps a copy; the caller may wipe its own array. */
    public static Secret of(char[] characters) {
        return new Secret(characters.clone());
    }

    /** For values that already live as text, such as vault variables. */
    public static Secret of(String text) {
        return new Secret(text.toCharArray());
    }

    /** A copy of the characters; wipe it after use. */
    public char[] reveal() {
        return characters.clone();
    }

    /** The secret as UTF-8 followed by a newline, as password prompts want it; wipe it after use. */
    public byte[] asLine() {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
        byte[] line = new byte[bytes.remaining() + 1];
        bytes.get(line, 0, line.length - 1);
        line[line.length - 1] = '\n';
        Arrays.fill(bytes.array(), (byte) 0);
        return line;
    }

    /** True for a secret that cannot be typed at a prompt because it holds a line break. */
    public boolean hasLineBreak() {
        for (char character : characters) {
            if (character == '\n' || character == '\r') {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && Arrays.equals(characters, that.characters);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(characters);
    }

    @Override
    public String toString() {
        return "***";
    }
}
