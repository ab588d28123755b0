package io.nightshift.core.transport.ssh;

import java.util.Locale;

/** OpenSSH's wildcards: {@code *} for any characters, {@code ?} for one; upper and lower case are the same. */
final class NamePattern {
    private NamePattern() {}

    static boolean matches(String pattern, String name) {
        String wanted = pattern.toLowerCase(Locale.ROOT);
        String given = name.toLowerCase(Locale.ROOT);
        int at = 0;
        int star = -1;
        int starAt = 0;
        int p = 0;
        while (at < given.length()) {
            if (p < wanted.length() && wanted.charAt(p) == '*') {
                star = p++;
                starAt = at;
            } else if (p < wanted.length() && (wanted.charAt(p) == '?' || wanted.charAt(p) == given.charAt(at))) {
                p++;
                at++;
            } else if (star >= 0) {
                p = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (p < wanted.length() && wanted.charAt(p) == '*') {
            p++;
        }
        return p == wanted.length();
    }
}
