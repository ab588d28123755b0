package io.nightshift.core.notify;

import java.util.List;

/** Who gets a message. */
public record Addressees(List<String> mail, List<Webhook> webhooks) {
    static final Addressees NOBODY = new Addressees(List.of(), List.of());

    public Addressees {
        mail = List.copyOf(mail);
        webhooks = List.copyOf(webhooks);
    }

    public boolean isNobody() {
        return mail.isEmpty() && webhooks.isEmpty();
    }
}
