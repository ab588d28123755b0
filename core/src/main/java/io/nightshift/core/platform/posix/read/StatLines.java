package io.nightshift.core.platform.posix.read;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Reading.PathState.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines of {@code stat -c}: numbers first, so that the name may hold anything. */
final class StatLines {
    /** Known by the greeting: GNU stat, which tells parts of seconds. */
    static final String GNU_STAT = "gnu-stat";

    private static final String SECONDS = "(-?\\d+(?:\\.\\d+)?)";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]+):([^:\n]*):([^:\n]*):(\\d+):(\\d+):(\\d+):"
            + SECONDS + ":" + SECONDS + ":" + SECONDS + ":(\\d+):(\\d+):(\\d+):");
    private static final int HEX = 16;
    private static final int TYPE = 0170000;
    private static final int PERMISSIONS = 07777;

    private StatLines() {}

    static String format(HostProfile host) {
        String times = host.has(GNU_STAT) ? "%.9Y:%.9X:%.9Z" : "%Y:%X:%Z";
        return "%f:%U:%G:%u:%g:%s:" + times + ":%i:%d:%h:%n";
    }

    /** Reads lines of these paths in their order; a path without a line is absent, or unreadable where stat says so. */
    static void read(String latin1, List<String> paths, Map<String, Reading> states) {
        StringBuilder errors = new StringBuilder();
        int at = 0;
        for (String path : paths) {
            String raw = new String(HostText.encode(path), StandardCharsets.ISO_8859_1) + "\n";
            at = skipErrors(latin1, at, errors);
            Matcher line = LINE.matcher(latin1).region(at, latin1.length());
            if (line.lookingAt() && latin1.startsWith(raw, line.end())) {
                states.put(path, state(path, line));
                at = line.end() + raw.length();
            } else {
                states.put(path, PathState.absent(path));
            }
        }
        errors.append(latin1, at, latin1.length());
        for (String line : errors.toString().split("\n")) {
            if (line.endsWith(": Permission denied")) {
                for (String path : paths) {
                    if (states.get(path) instanceof PathState state
                            && !state.exists()
                            && line.contains("'" + path + "'")) {
                        states.put(path, new Reading.Unreadable(line.replaceFirst("^stat: ", "")));
                    }
                }
            }
        }
    }

    /** stat's complaints stand between its lines, where they were made. */
    private static int skipErrors(String text, int start, StringBuilder errors) {
        int at = start;
        while (text.startsWith("stat: ", at)) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end + 1;
            errors.append(text, at, end);
            at = end;
        }
        return at;
    }

    static PathState state(String path, Matcher line) {
        int mode = Integer.parseInt(line.group(1), HEX);
        Kind kind = switch (mode & TYPE) {
            case 0100000 -> Kind.FILE;
            case 0040000 -> Kind.DIRECTORY;
            case 0120000 -> Kind.LINK;
            default -> Kind.OTHER;
        };
        return new PathState(
                path,
                kind,
                mode & PERMISSIONS,
                name(line.group(2), line.group(4)),
                name(line.group(3), line.group(5)),
                Long.parseLong(line.group(4)),
                Long.parseLong(line.group(5)),
                Long.parseLong(line.group(6)),
                Double.parseDouble(line.group(7)),
                Double.parseDouble(line.group(8)),
                Double.parseDouble(line.group(9)),
                Long.parseLong(line.group(10)),
                Long.parseLong(line.group(11)),
                Integer.parseInt(line.group(12)),
                null,
                null);
    }

    private static String name(String name, String number) {
        return name.equals("UNKNOWN") || name.isEmpty() ? number : HostText.decode(name);
    }

    /** The same with a link's target and a digest. */
    static PathState with(PathState s, @Nullable String target, @Nullable String digest) {
        return new PathState(
                s.path(),
                s.kind(),
                s.mode(),
                s.owner(),
                s.group(),
                s.uid(),
                s.gid(),
                s.size(),
                s.modified(),
                s.accessed(),
                s.changed(),
                s.inode(),
                s.device(),
                s.links(),
                target,
                digest);
    }

    static Pattern line() {
        return LINE;
    }
}
