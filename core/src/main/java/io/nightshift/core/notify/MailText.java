package io.nightshift.core.notify;

import io.nightshift.core.report.SafeText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** A message as plain text, which no mail program takes for anything else. */
final class MailText {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm:ss zzz", Locale.ENGLISH);
    private static final int LONGEST = 300;

    private MailText() {}

    static String subject(Message message) {
        return "[Nightshift] " + line(message.title());
    }

    static String body(Message message, ZoneId zone) {
        StringBuilder out = new StringBuilder();
        out.append(line(message.title())).append("\n\n");
        message.text().forEach(text -> out.append(line(text)).append('\n'));
        if (!message.text().isEmpty()) {
            out.append('\n');
        }
        if (!message.counts().isEmpty()) {
            out.append("Hosts: ").append(counts(message)).append("\n\n");
        }
        int width = message.hosts().stream()
                .mapToInt(each -> line(each.host()).length())
                .max()
                .orElse(0);
        for (Message.Named host : message.hosts()) {
            String name = line(host.host());
            out.append("  ")
                    .append(name)
                    .append(" ".repeat(width - name.length()))
                    .append("  ")
                    .append(host.state());
            out.append(host.detail().isEmpty() ? "" : "  " + line(host.detail()))
                    .append('\n');
        }
        if (message.more() > 0) {
            out.append("  and ").append(message.more()).append(" more\n");
        }
        out.append(message.hosts().isEmpty() ? "" : "\n");
        message.next()
                .forEach(command -> out.append("Next:  ").append(line(command)).append('\n'));
        out.append(message.next().isEmpty() ? "" : "\n");
        out.append("-- \n");
        if (!message.run().isEmpty()) {
            out.append("run ")
                    .append(message.run())
                    .append(" of ")
                    .append(line(message.playbook()))
                    .append('\n');
        }
        out.append(WHEN.format(message.when().atZone(zone)))
                .append(", Nightshift on ")
                .append(line(message.controller()))
                .append('\n');
        return out.toString();
    }

    /** Such as {@code 2 failed kept, 10 updated}. */
    static String counts(Message message) {
        return message.counts().entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    /** One line of what may be anything. */
    static String line(String text) {
        String safe = SafeText.line(text).strip();
        if (safe.length() <= LONGEST) {
            return safe;
        }
        int end = Character.isHighSurrogate(safe.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return safe.substring(0, end) + "…";
    }
}
