package io.nightshift.playbooks.builtin;

/** Puts Python's regular expressions into the extended ones of POSIX, as far as these can say the same. */
final class ExtendedRegex {
    private ExtendedRegex() {}

    static String of(String python) {
        StringBuilder posix = new StringBuilder();
        boolean inSet = false;
        for (int i = 0; i < python.length(); i++) {
            char c = python.charAt(i);
            if (c == '\\' && i + 1 < python.length()) {
                posix.append(escape(python.charAt(++i), inSet));
            } else if (!inSet && python.startsWith("(?:", i)) {
                posix.append('(');
                i += 2;
            } else {
                inSet = c == '[' ? true : c == ']' && inSet ? false : inSet;
                posix.append(c);
            }
        }
        return posix.toString();
    }

    private static String escape(char c, boolean inSet) {
        String inside = switch (c) {
            case 'd' -> "0-9";
            case 'w' -> "[:alnum:]_";
            case 's' -> "[:space:]";
            case 't' -> "\t";
            default -> "";
        };
        if (!inside.isEmpty()) {
            return inSet || c == 't' ? inside : "[" + inside + "]";
        }
        return switch (c) {
            case 'D' -> "[^0-9]";
            case 'W' -> "[^[:alnum:]_]";
            case 'S' -> "[^[:space:]]";
            case 'n' -> "\n";
            case '/', '-', ':', '"', '\'', ' ', '#' -> String.valueOf(c); // plain letters to POSIX
            default -> inSet ? String.valueOf(c) : "\\" + c;
        };
    }
}
