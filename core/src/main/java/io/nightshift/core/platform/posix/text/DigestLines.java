package io.nightshift.core.platform.posix.text;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What sha256sum and its kin print. A line that begins with a backslash has line breaks and backslashes of the name escaped. */
public final class DigestLines {
    private static final Pattern LINE = Pattern.compile("(\\\\?)([0-9a-f]{32,128}) [ *](.*)");

    private DigestLines() {}

    /** Digests by path. */
    public static Map<String, String> read(String latin1) {
        Map<String, String> digests = new HashMap<>();
        for (String text : latin1.split("\n")) {
            Matcher line = LINE.matcher(text);
            if (line.matches()) {
                String name = line.group(1).isEmpty() ? line.group(3) : unescape(line.group(3));
                digests.put(HostText.decode(name), line.group(2));
            }
        }
        return digests;
    }

    private static String unescape(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                i++;
                out.append(name.charAt(i) == 'n' ? '\n' : name.charAt(i) == 'r' ? '\r' : name.charAt(i));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
