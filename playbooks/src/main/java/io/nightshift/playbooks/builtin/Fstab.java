package io.nightshift.playbooks.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of fstab(5). */
final class Fstab {
    private Fstab() {}

    /** One file system; blanks in the fields are written as the file needs them. */
    record Entry(String source, String path, String type, String options, String dump, String pass) {
        String line() {
            return String.join(" ", escape(source), escape(path), escape(type), escape(options), dump, pass) + "\n";
        }

        private boolean equalsFields(String[] fields) {
            return fields.length == 6
                    && fields[0].equals(escape(source))
                    && fields[1].equals(escape(path))
                    && fields[2].equals(escape(type))
                    && fields[3].equals(escape(options))
                    && fields[4].equals(dump)
                    && fields[5].equals(pass);
        }
    }

    /** The text with the entry in the place of the one for its mount point, or at the end. */
    static String with(List<String> lines, Entry entry) {
        StringBuilder text = new StringBuilder();
        boolean found = false;
        for (String line : lines) {
            String[] fields = fields(line);
            if (!concerns(fields, entry.path, entry.source)) {
                text.append(line);
            } else {
                found = true;
                text.append(entry.equalsFields(fields) ? line : entry.line());
            }
        }
        if (!found) {
            if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            text.append(entry.line());
        }
        return text.toString();
    }

    static String without(List<String> lines, String path, @Nullable String source) {
        StringBuilder text = new StringBuilder();
        lines.stream().filter(line -> !concerns(fields(line), path, source)).forEach(text::append);
        return text.toString();
    }

    /** Swap and other things without a mount point are told apart by their source. */
    private static boolean concerns(String[] fields, String path, @Nullable String source) {
        if (fields.length < 4 || !fields[1].equals(escape(path))) {
            return false;
        }
        boolean nowhere = path.equals("none") || path.equals("swap");
        return !nowhere || source == null || fields[0].equals(escape(source));
    }

    private static String[] fields(String line) {
        String stripped = line.strip();
        return stripped.isEmpty() || stripped.startsWith("#") ? new String[0] : stripped.split("\\s+");
    }

    private static String escape(String field) {
        return field.replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011");
    }
}
