package io.nightshift.core.platform.posix.text;

import io.nightshift.core.transport.Output;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A script's output cut at lines that begin with an unguessable word: {@code \nWORD NAME\n}, text up to the next one. What no
 * script of ours printed stands before the first or cannot hold the word.
 */
public final class Sections {
    /** The name of the last section; without it the answer was cut short. */
    public static final String END = "end";

    private final Map<String, String> byName = new LinkedHashMap<>();

    /** Cuts the output; views it as Latin-1 so that every byte stays what it is. */
    public Sections(String word, Output output) {
        String all = new String(output.bytes(), StandardCharsets.ISO_8859_1);
        String mark = "\n" + word + " ";
        int at = all.indexOf(mark);
        while (at >= 0) {
            int nameEnd = all.indexOf('\n', at + mark.length());
            if (nameEnd < 0) {
                break;
            }
            int next = all.indexOf(mark, nameEnd);
            byName.put(
                    all.substring(at + mark.length(), nameEnd),
                    next < 0 ? all.substring(nameEnd + 1) : all.substring(nameEnd + 1, next));
            at = next;
        }
        if (output.skipped() > 0) {
            byName.remove(END);
        }
    }

    /** Whether all of it arrived. */
    public boolean complete() {
        return byName.containsKey(END);
    }

    /** Names of all sections, in order. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** A section byte by byte, as Latin-1. */
    public Optional<String> latin1(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** A section as text. */
    public Optional<String> text(String name) {
        return latin1(name).map(HostText::decode);
    }

    /** A section's bytes. */
    public Optional<byte[]> bytes(String name) {
        return latin1(name).map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The shell function that begins a section; its argument is the name. */
    public static String function(String word) {
        return "_ns_s() { printf '\\n%s %s\\n' " + word + " \"$1\"; }\n";
    }
}
