package io.nightshift.playbooks.builtin;

/** Orders Debian package versions as deb-version(7) defines it: epoch, upstream version, revision; {@code ~} before everything. */
final class DebianVersion {
    private DebianVersion() {}

    /** Negative, zero or positive as the first is older than, equal to or newer than the second. */
    static int compare(String first, String second) {
        int epochs = Long.compare(epoch(first), epoch(second));
        if (epochs != 0) {
            return epochs;
        }
        String a = first.substring(first.indexOf(':') + 1);
        String b = second.substring(second.indexOf(':') + 1);
        int upstream = compareParts(upstream(a), upstream(b));
        return upstream != 0 ? upstream : compareParts(revision(a), revision(b));
    }

    private static long epoch(String version) {
        int colon = version.indexOf(':');
        try {
            return colon < 0 ? 0 : Long.parseLong(version.substring(0, colon));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String upstream(String version) {
        int dash = version.lastIndexOf('-');
        return dash < 0 ? version : version.substring(0, dash);
    }

    private static String revision(String version) {
        int dash = version.lastIndexOf('-');
        return dash < 0 ? "0" : version.substring(dash + 1);
    }

    private static int compareParts(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while ((i < a.length() && !digit(a, i)) || (j < b.length() && !digit(b, j))) {
                int difference = weight(a, i) - weight(b, j);
                if (difference != 0) {
                    return difference;
                }
                i++;
                j++;
            }
            int endA = digitsEnd(a, i);
            int endB = digitsEnd(b, j);
            String numberA = stripZeros(a.substring(Math.min(i, endA), endA));
            String numberB = stripZeros(b.substring(Math.min(j, endB), endB));
            if (numberA.length() != numberB.length()) {
                return numberA.length() - numberB.length();
            }
            int digits = numberA.compareTo(numberB);
            if (digits != 0) {
                return digits;
            }
            i = endA;
            j = endB;
        }
        return 0;
    }

    /** End and digits weigh nothing, a tilde less, letters sort before all other characters. */
    private static int weight(String text, int at) {
        if (at >= text.length() || digit(text, at)) {
            return 0;
        }
        char c = text.charAt(at);
        if (c == '~') {
            return -1;
        }
        return Character.isLetter(c) ? c : c + 256;
    }

    private static boolean digit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static int digitsEnd(String text, int from) {
        int end = Math.min(from, text.length());
        while (end < text.length() && digit(text, end)) {
            end++;
        }
        return end;
    }

    private static String stripZeros(String digits) {
        int start = 0;
        while (start < digits.length() && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }
}
