package io.nightshift.playbooks.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A line of an {@code authorized_keys} file, as sshd(8) describes it. */
record AuthorizedKey(String options, String type, String key, String comment) {
    /** Options may hold quoted blanks, so the type is looked for outside of quotes. Whether the key itself is one, sshd decides, as with Ansible. */
    private static final Pattern LINE = Pattern.compile("(?:((?:[^\\s\"]|\"(?:\\\\.|[^\"\\\\])*\")+)\\s+)?"
            + "((?:sk-|webauthn-sk-)?(?:ssh|ecdsa|rsa)-[\\w@.-]+)\\s+(\\S+)(?:\\s+(.*?))?\\s*");

    /** Empty for comments, blank lines and what is not a key. */
    static Optional<AuthorizedKey> parse(String line) {
        Matcher parts = LINE.matcher(line.strip());
        if (line.stripLeading().startsWith("#") || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new AuthorizedKey(orEmpty(parts.group(1)), parts.group(2), parts.group(3), orEmpty(parts.group(4))));
    }

    /** With other options or another comment; null leaves those of the key. */
    AuthorizedKey with(@Nullable String newOptions, @Nullable String newComment) {
        return new AuthorizedKey(
                newOptions == null ? options : newOptions, type, key, newComment == null ? comment : newComment);
    }

    String line() {
        return (options.isEmpty() ? "" : options + " ") + type + " " + key + (comment.isEmpty() ? "" : " " + comment)
                + "\n";
    }

    /** The file's text with these keys; what is right already keeps its place and its writing. */
    static String with(List<String> lines, List<AuthorizedKey> keys, boolean exclusive) {
        List<AuthorizedKey> missing = new ArrayList<>(keys);
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            Optional<AuthorizedKey> present = parse(line);
            Optional<AuthorizedKey> wanted = present.flatMap(
                    it -> missing.stream().filter(key -> key.key.equals(it.key)).findFirst());
            if (wanted.isPresent()) {
                missing.remove(wanted.get());
                append(text, wanted.equals(present) ? line : wanted.get().line());
            } else if (!exclusive) {
                append(text, line);
            }
        }
        missing.forEach(key -> append(text, key.line()));
        return text.toString();
    }

    /** The file's text without these keys. */
    static String without(List<String> lines, List<AuthorizedKey> keys) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            boolean goes = parse(line)
                    .map(present -> keys.stream().anyMatch(key -> key.key.equals(present.key)))
                    .orElse(false);
            if (!goes) {
                append(text, line);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String line) {
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        text.append(line);
    }

    private static String orEmpty(@Nullable String part) {
        return part == null ? "" : part;
    }
}
