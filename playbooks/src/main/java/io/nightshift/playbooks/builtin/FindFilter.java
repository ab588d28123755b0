package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the find module looks for. */
final class FindFilter {
    /** The host's own clock: ages are measured where the files are. */
    static final Probe.Command TIME = Probe.Command.of("date", "+%s");

    private static final Pattern AMOUNT = Pattern.compile("(-?\\d+)([a-z]?)");
    private static final Map<String, Long> SECONDS =
            Map.of("", 1L, "s", 1L, "m", 60L, "h", 3600L, "d", 86400L, "w", 604800L);
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "b", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30, "t", 1L << 40);

    private final Args args;
    private final HostView host;
    private final Predicate<String> wanted;
    private final Predicate<String> unwanted;
    private final @Nullable Long age;
    private final @Nullable Long size;
    private final double now;

    FindFilter(Args args, HostView host) {
        this.args = args;
        this.host = host;
        this.wanted = args.strings("patterns").isEmpty() ? name -> true : anyOf(args.strings("patterns"));
        this.unwanted = anyOf(args.strings("excludes"));
        this.age = amount("age", SECONDS);
        this.size = amount("size", BYTES);
        this.now =
                age == null ? 0 : Double.parseDouble(host.command(TIME).stdout().strip());
    }

    boolean fits(PathState state) {
        String name = HostPath.name(state.path());
        if (name.startsWith(".") && !args.flag("hidden")) {
            return false;
        }
        boolean kind = switch (args.string("file_type")) {
            case "file" -> state.isFile();
            case "directory" -> state.isDirectory();
            case "link" -> state.isLink();
            default -> true;
        };
        return kind && wanted.test(name) && !unwanted.test(name) && oldEnough(state) && largeEnough(state);
    }

    /** Those that hold what {@code contains} says; files are read only after everything else fits. */
    List<PathState> containing(List<PathState> fitting) {
        if (!args.has("contains")) {
            return fitting;
        }
        host.need(fitting.stream()
                .filter(PathState::isFile)
                .<Probe>map(state -> Probe.FileContent.of(state.path()))
                .toList());
        TextPattern pattern = TextPattern.of(args.string("contains"));
        return fitting.stream()
                .filter(state -> state.isFile() && holds(state.path(), pattern))
                .toList();
    }

    private boolean holds(String path, TextPattern pattern) {
        if (!(host.readings().raw(Probe.FileContent.of(path)) instanceof Reading.Bytes read)) {
            return false; // not readable for this user: not a file that fits
        }
        byte[] bytes = read.bytes();
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        return args.flag("read_whole_file")
                ? pattern.isIn(text)
                : TextFile.lines(text).stream().anyMatch(pattern::begins);
    }

    private Predicate<String> anyOf(List<String> patterns) {
        if (args.flag("use_regex")) {
            List<TextPattern> all = patterns.stream().map(TextPattern::of).toList();
            return name -> all.stream().anyMatch(pattern -> pattern.begins(name));
        }
        List<Pattern> all = patterns.stream().map(FindFilter::shellPattern).toList();
        return name -> all.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** A shell pattern without the shell: {@code *}, {@code ?}, {@code [abc]}, {@code [!abc]}. */
    static Pattern shellPattern(String shell) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < shell.length(); at++) {
            char one = shell.charAt(at);
            int end = one == '[' ? shell.indexOf(']', at + 2) : -1;
            if (one == '*') {
                regex.append(".*");
            } else if (one == '?') {
                regex.append('.');
            } else if (end > 0) {
                String set = shell.substring(at + 1, end)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&&", "&\\&");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                at = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(one)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private boolean oldEnough(PathState state) {
        if (age == null) {
            return true;
        }
        double stamp = switch (args.string("age_stamp")) {
            case "atime" -> state.accessed();
            case "ctime" -> state.changed();
            default -> state.modified();
        };
        return age >= 0 ? now - stamp >= age : now - stamp <= -age;
    }

    private boolean largeEnough(PathState state) {
        return size == null || !state.isFile() || (size >= 0 ? state.size() >= size : state.size() <= -size);
    }

    private @Nullable Long amount(String parameter, Map<String, Long> units) {
        if (!args.has(parameter)) {
            return null;
        }
        String text = args.string(parameter).strip().toLowerCase(java.util.Locale.ROOT);
        Matcher parts = AMOUNT.matcher(text);
        Long unit = parts.matches() ? units.get(parts.group(2)) : null;
        if (unit == null) {
            throw new ModuleFailure("`" + parameter + "`: `" + text + "` is not a number with one of the units "
                    + String.join(
                            ", ",
                            units.keySet().stream()
                                    .filter(it -> !it.isEmpty())
                                    .sorted()
                                    .toList()));
        }
        return Long.parseLong(parts.group(1)) * unit;
    }
}
