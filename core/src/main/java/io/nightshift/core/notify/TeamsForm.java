package io.nightshift.core.notify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message as an Adaptive Card 1.4 in the envelope that Teams' Workflows take ("When a Teams webhook request is received"). Texts are runs of a
 * RichTextBlock, in which no Markdown is obeyed.
 */
final class TeamsForm {
    private TeamsForm() {}

    static Map<String, Object> of(Message message) {
        List<Object> body = new ArrayList<>();
        String colour = switch (message.weight()) {
            case GOOD -> "Good";
            case ATTENTION -> "Warning";
            case BAD -> "Attention";
        };
        body.add(block(run(message.title(), "size", "Large", "weight", "Bolder", "color", colour)));
        message.text().forEach(text -> body.add(block(run(text))));
        if (!message.counts().isEmpty()) {
            body.add(block(run("Hosts: " + MailText.counts(message))));
        }
        message.hosts().forEach(host -> body.add(host(host)));
        if (message.more() > 0) {
            body.add(block(run("and " + message.more() + " more")));
        }
        message.next()
                .forEach(command -> body.add(block(List.of(run("Next:  "), run(command, "fontType", "Monospace")))));
        String about = message.run().isEmpty() ? "" : "run " + message.run() + " of " + message.playbook() + ", ";
        body.add(block(run(about + "Nightshift on " + message.controller(), "isSubtle", true, "size", "Small")));

        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("msteams", Map.of("width", "Full"));
        card.put("body", body);
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.put("content", card);
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("type", "message");
        envelope.put("attachments", List.of(attachment));
        return envelope;
    }

    private static Map<String, Object> host(Message.Named host) {
        return block(List.of(
                run(host.host() + "  ", "weight", "Bolder"),
                run(host.state() + (host.detail().isEmpty() ? "" : "  " + host.detail()))));
    }

    private static Map<String, Object> block(Map<String, Object> run) {
        return block(List.of(run));
    }

    private static Map<String, Object> block(List<Map<String, Object>> runs) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "RichTextBlock");
        block.put("inlines", runs);
        return block;
    }

    private static Map<String, Object> run(String text, Object... properties) {
        String spaces = text.endsWith("  ") ? "  " : "";
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("type", "TextRun");
        run.put("text", MailText.line(text) + spaces);
        for (int i = 0; i < properties.length; i += 2) {
            run.put((String) properties[i], properties[i + 1]);
        }
        return run;
    }
}
