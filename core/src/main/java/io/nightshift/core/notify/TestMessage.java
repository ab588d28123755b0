package io.nightshift.core.notify;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** One message to everybody, to see whether it arrives. */
public final class TestMessage {
    private final NotifySettings settings;
    private final String controller;
    private final Clock clock;

    /** @param controller the name of this machine */
    public TestMessage(NotifySettings settings, String controller, Clock clock) {
        this.settings = settings;
        this.controller = controller;
        this.clock = clock;
    }

    /** Tries once, and tells what became of it for each addressee. */
    public void send(BiConsumer<String, Fate> tell) {
        Message message = new Message(
                Occasion.TEST,
                Message.Weight.GOOD,
                "",
                "",
                controller,
                clock.instant(),
                "A test: messages about rollouts arrive here",
                List.of("Somebody typed `nightshift notify test`. Nothing needs to be done."),
                Map.of(),
                List.of(),
                0,
                List.of(),
                false);
        List<String> mail = new ArrayList<>(settings.to().mail());
        mail.addAll(settings.escalateTo().mail());
        MailServer server = settings.mail();
        if (server != null && !mail.isEmpty()) {
            new MailChannel(server, clock.getZone(), Patience.STANDARD.limit(), settings.trust())
                    .send(message, mail.stream().distinct().toList())
                    .forEach(tell);
        }
        List<Webhook> webhooks = new ArrayList<>(settings.to().webhooks());
        webhooks.addAll(settings.escalateTo().webhooks());
        WebhookChannel channel = new WebhookChannel(webhooks, Patience.STANDARD.limit(), settings.trust());
        webhooks.forEach(
                webhook -> channel.send(message, List.of(webhook.name())).forEach(tell));
    }
}
