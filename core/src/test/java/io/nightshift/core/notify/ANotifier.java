package io.nightshift.core.notify;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A notifier in a test, with a mail server and a web server that it may tell. */
abstract class ANotifier {
    static final String DESK = "desk@example.org";
    static final String HEAD = "head@example.org";
    static final Patience QUICK = new Patience(
            List.of(Duration.ofMillis(30), Duration.ofMillis(60), Duration.ofMillis(500)),
            Duration.ofSeconds(4),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    static final Patience HASTY =
            new Patience(QUICK.again(), Duration.ofMillis(400), QUICK.quiet(), QUICK.most(), Duration.ofMillis(700));

    final List<String> warnings = new CopyOnWriteArrayList<>();
    final List<String> journal = new CopyOnWriteArrayList<>();
    MailSink mail;
    HookSink hook;

    @BeforeEach
    void start() throws Exception {
        mail = MailSink.start();
        hook = HookSink.start();
    }

    @AfterEach
    void stop() throws Exception {
        mail.close();
        hook.close();
    }

    MailServer server(int port) {
        return new MailServer("127.0.0.1", port, MailServer.Security.NONE, "nightshift@example.org", null, null);
    }

    NotifySettings byMail(int port, Duration escalateAfter, String... to) {
        return new NotifySettings(
                server(port),
                new Addressees(List.of(to), List.of()),
                EnumSet.allOf(Occasion.class),
                escalateAfter,
                new Addressees(List.of(HEAD), List.of()),
                null);
    }

    static NotifySettings byWebhook(URI url) {
        return new NotifySettings(
                null,
                new Addressees(List.of(), List.of(new Webhook("chat", url, Webhook.Form.JSON))),
                EnumSet.allOf(Occasion.class),
                null,
                Addressees.NOBODY,
                null);
    }

    Notifier notifier(NotifySettings settings) {
        return notifier(settings, QUICK);
    }

    Notifier notifier(NotifySettings settings, Patience patience) {
        Notifier notifier = new Notifier(
                settings,
                "controller1",
                Clock.systemUTC(),
                text -> text.replace("hunter2", "********"),
                warnings::add,
                journal::add,
                patience);
        notifier.on(new RunEvent.RunStarted("20261129-0001", "/srv/office.yml", 3, false, ""));
        return notifier;
    }

    static RunEvent.RunEnded ended() {
        return new RunEvent.RunEnded(
                "20261129-0001", 0, Map.of("pc01", HostState.UPDATED), Map.of(), Duration.ofSeconds(3));
    }
}
