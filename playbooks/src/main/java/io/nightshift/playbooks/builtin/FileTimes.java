package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.FileChange.Touch;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Access and modification times of the file module, and its {@code touch} state. */
final class FileTimes {
    static final String FORMAT = "%Y%m%d%H%M.%S";

    /** The letters of strftime(3) that a time may be written in, as Java has them. */
    private static final Map<Character, String> LETTERS = Map.ofEntries(
            Map.entry('Y', "uuuu"),
            Map.entry('y', "uu"),
            Map.entry('m', "MM"),
            Map.entry('d', "dd"),
            Map.entry('H', "HH"),
            Map.entry('I', "hh"),
            Map.entry('p', "a"),
            Map.entry('M', "mm"),
            Map.entry('S', "ss"),
            Map.entry('j', "DDD"),
            Map.entry('b', "MMM"),
            Map.entry('B', "MMMM"),
            Map.entry('a', "EEE"),
            Map.entry('A', "EEEE"));

    private FileTimes() {}

    static List<Change> touch(Args args, HostView host, String path, FileAttributes attributes) {
        String real = args.flag("follow") ? host.real(path) : path;
        PathState now = host.at(real);
        if (!now.exists()) {
            List<Change> changes = new ArrayList<>(List.of(new Touch(
                    real,
                    time(args, host, "access_time", "now", null),
                    time(args, host, "modification_time", "now", null))));
            if (!attributes.equals(FileAttributes.NONE)) {
                changes.add(SetAttributes.of(real, attributes.fresh(false)));
            }
            return changes;
        }
        List<Change> changes = FileModule.set(now, attributes);
        changes.addAll(changes(args, host, now, "now"));
        return changes;
    }

    /** Sets the times that are not as asked; {@code unlessGiven} is {@code now} or {@code preserve}. */
    static List<Change> changes(Args args, HostView host, PathState now, String unlessGiven) {
        if (!now.exists()) {
            return List.of();
        }
        Double accessed = time(args, host, "access_time", unlessGiven, now.accessed());
        Double modified = time(args, host, "modification_time", unlessGiven, now.modified());
        boolean asItIs =
                accessed != null && modified != null && accessed == now.accessed() && modified == now.modified();
        return asItIs ? List.of() : List.of(new Touch(now.path(), accessed, modified));
    }

    /** Epoch seconds; null for now. */
    private static @Nullable Double time(
            Args args, HostView host, String parameter, String unlessGiven, @Nullable Double present) {
        String wish = args.optional(parameter).orElse(unlessGiven);
        if (wish.equals("now")) {
            return null;
        }
        if (wish.equals("preserve")) {
            return present;
        }
        LocalDateTime local = parse(parameter, wish, args.string(parameter + "_format"));
        // only the host knows its own time zone and daylight saving
        Probe.Command ask = Probe.Command.of(
                "date", "-d", local.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)), "+%s");
        Reading.CommandOutput answer = host.command(ask);
        if (answer.status() != 0) {
            throw new ModuleFailure("the host cannot tell what time `" + wish + "` is: "
                    + answer.stderr().strip());
        }
        return Double.valueOf(answer.stdout().strip());
    }

    private static LocalDateTime parse(String parameter, String text, String format) {
        try {
            return LocalDateTime.parse(text, formatter(format));
        } catch (DateTimeParseException e) {
            throw new ModuleFailure("`" + parameter + "`: `" + text + "` is not a time written as `" + format
                    + "`; write it so, or give `" + parameter + "_format`");
        }
    }

    private static DateTimeFormatter formatter(String format) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        for (int at = 0; at < format.length(); at++) {
            char letter = format.charAt(at);
            if (letter != '%' || at + 1 == format.length()) {
                builder.appendLiteral(letter);
                continue;
            }
            char code = format.charAt(++at);
            String pattern = LETTERS.get(code);
            if (code == '%') {
                builder.appendLiteral('%');
            } else if (pattern == null) {
                throw new ModuleFailure("`%" + code + "` in `" + format + "` is not supported in a file time");
            } else {
                builder.appendPattern(pattern);
            }
        }
        if (!format.contains("%S")) {
            builder.parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0);
        }
        if (!format.contains("%M")) {
            builder.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0);
        }
        if (!format.contains("%H") && !format.contains("%I")) {
            builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
        }
        return builder.toFormatter(Locale.ROOT);
    }
}
