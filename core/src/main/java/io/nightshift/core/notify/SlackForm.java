package io.nightshift.core.notify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A message as Slack's incoming webhooks take it: blocks of plain text, in which nothing is obeyed, and a text for notifications with its three
 * special characters escaped.
 */
final class SlackForm {
    private static final int HEADER = 150;
    private static final int SECTION = 2900;

    private SlackForm() {}

    static Map<String, Object> of(Message message) {
        List<Object> blocks = new ArrayList<>();
        String sign = switch (message.weight()) {
            case GOOD -> "✅ ";
            case ATTENTION -> "⚠️ ";
            case BAD -> "❌ ";
        };
        String title = MailText.line(message.title());
        blocks.add(block("header", cut(sign + title, HEADER)));
        List<String> lines = new ArrayList<>(message.text());
        if (!message.counts().isEmpty()) {
            lines.add("Hosts: " + MailText.counts(message));
        }
        section(blocks, lines);
        List<String> hosts = new ArrayList<>();
        message.hosts()
                .forEach(host -> hosts.add(
                        host.host() + "  " + host.state() + (host.detail().isEmpty() ? "" : "  " + host.detail())));
        if (message.more() > 0) {
            hosts.add("and " + message.more() + " more");
        }
        section(blocks, hosts);
        section(
                blocks,
                message.next().stream().map(command -> "Next:  " + command).toList());
        String about = message.run().isEmpty() ? "" : "run " + message.run() + " of " + message.playbook() + ", ";
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("type", "context");
        context.put("elements", List.of(plain(MailText.line(about + "Nightshift on " + message.controller()))));
        blocks.add(context);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("text", escaped(sign + title));
        all.put("mrkdwn", false);
        all.put("blocks", blocks);
        return all;
    }

    private static void section(List<Object> blocks, List<String> lines) {
        if (!lines.isEmpty()) {
            String text = lines.stream().map(MailText::line).collect(Collectors.joining("\n"));
            blocks.add(block("section", cut(text, SECTION)));
        }
    }

    private static Map<String, Object> block(String type, String text) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put("text", plain(text));
        return block;
    }

    private static Map<String, Object> plain(String text) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("type", "plain_text");
        plain.put("text", text);
        plain.put("emoji", false);
        return plain;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
