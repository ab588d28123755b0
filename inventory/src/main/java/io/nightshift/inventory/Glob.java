package io.nightshift.inventory;

import java.util.regex.Pattern;

/** Shell globs for names, as Python's fnmatch has them: {@code *}, {@code ?}, {@code [abc]}, {@code [!abc]}. */
final class Glob {
    private Glob() {}

    static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i++);
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (c == '[' && closing(glob, i) > 0) {
                int close = closing(glob, i);
                String set = glob.substring(i, close);
                boolean not = set.startsWith("!");
                regex.append(not ? "[^" : "[")
                        .append((not ? set.substring(1) : set).replaceAll("([\\\\\\[\\]^&])", "\\\\$1"))
                        .append(']');
                i = close + 1;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** The {@code ]} that ends a set begun before {@code from}; one in the first place belongs to the set. */
    private static int closing(String glob, int from) {
        int first = from < glob.length() && glob.charAt(from) == '!' ? from + 1 : from;
        return glob.indexOf(']', first + 1);
    }
}
