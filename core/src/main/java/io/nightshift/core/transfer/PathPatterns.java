package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which paths of a tree are meant. {@code *} stands for anything within a name, {@code **} also for slashes, {@code ?} for one
 * character, {@code [a-z]} for one of several. A pattern with a slash in it is about whole paths from the top, another about names
 * anywhere; with a slash at its end it is about directories only. A directory stands for all that is in it.
 */
final class PathPatterns {
    private final List<OnePattern> include;
    private final List<OnePattern> exclude;

    PathPatterns(List<String> include, List<String> exclude) {
        this.include = include.stream().map(PathPatterns::compile).toList();
        this.exclude = exclude.stream().map(PathPatterns::compile).toList();
    }

    private record OnePattern(Pattern pattern, boolean wholePath, boolean onlyDirectories) {
        boolean matches(String path, boolean isDirectory) {
            return (isDirectory || !onlyDirectories)
                    && pattern.matcher(wholePath ? path : path.substring(path.lastIndexOf('/') + 1))
                            .matches();
        }
    }

    /** Whether only some things are meant, so that directories are there for their sake only. */
    boolean areSelective() {
        return !include.isEmpty();
    }

    /** Whether anything at all is left alone. */
    boolean leaveSomething() {
        return !include.isEmpty() || !exclude.isEmpty();
    }

    boolean excludes(TreeEntry entry) {
        return matches(exclude, entry);
    }

    boolean includes(TreeEntry entry) {
        return include.isEmpty() || matches(include, entry);
    }

    private static boolean matches(List<OnePattern> patterns, TreeEntry entry) {
        String path = entry.path();
        if (patterns.isEmpty() || path.isEmpty()) {
            return false;
        }
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            String above = path.substring(0, end);
            if (patterns.stream().anyMatch(each -> each.matches(above, true))) {
                return true;
            }
        }
        return patterns.stream().anyMatch(each -> each.matches(path, entry.isDirectory()));
    }

    private static OnePattern compile(String text) {
        boolean onlyDirectories = text.endsWith("/");
        String pattern = onlyDirectories ? text.substring(0, text.length() - 1) : text;
        boolean wholePath = pattern.indexOf('/') >= 0;
        pattern = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int close = c == '[' ? pattern.indexOf(']', i + 2) : -1;
            if (c == '*' && i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
                i++;
                boolean alsoNone = i + 1 < pattern.length() && pattern.charAt(i + 1) == '/';
                regex.append(alsoNone ? "(?:.*/)?" : ".*");
                i += alsoNone ? 1 : 0;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (close > 0) {
                String set =
                        pattern.substring(i + 1, close).replace("\\", "\\\\").replace("[", "\\[");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return new OnePattern(Pattern.compile(regex.toString(), Pattern.DOTALL), wholePath, onlyDirectories);
    }
}
