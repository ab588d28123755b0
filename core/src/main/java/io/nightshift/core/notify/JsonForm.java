package io.nightshift.core.notify;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A message for programs. Within version 1 fields are only ever added:
 *
 * <pre>
 * {"form": "nightshift.notification", "version": 1, "event": "abort", "weight": "bad", "escalated": false,
 *  "run": "…", "playbook": "…", "controller": "…", "time": "2026-11-29T01:15:02Z", "title": "…", "text": ["…"],
 *  "counts": {"updated": 10}, "hosts": [{"host": "…", "state": "…", "detail": "…"}], "more_hosts": 0, "next": ["…"]}
 * </pre>
 */
final class JsonForm {
    private JsonForm() {}

    static Map<String, Object> of(Message message) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("form", "nightshift.notification");
        all.put("version", 1);
        all.put("event", message.occasion().word());
        all.put("weight", message.weight().name().toLowerCase(Locale.ROOT));
        all.put("escalated", message.escalated());
        if (!message.run().isEmpty()) {
            all.put("run", message.run());
            all.put("playbook", message.playbook());
        }
        all.put("controller", message.controller());
        all.put("time", message.when().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("title", MailText.line(message.title()));
        all.put("text", message.text().stream().map(MailText::line).toList());
        all.put("counts", message.counts());
        all.put("hosts", message.hosts().stream().map(JsonForm::host).toList());
        all.put("more_hosts", message.more());
        all.put("next", message.next());
        return all;
    }

    private static Map<String, Object> host(Message.Named host) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("host", host.host());
        all.put("state", host.state());
        all.put("detail", MailText.line(host.detail()));
        return all;
    }
}
