package io.nightshift.core.notify;

import io.nightshift.core.run.RunEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Hears what happens in a run and sends what people are to know of it. Hearing takes no time: one thread of its own does all the rest, and
 * whatever it meets, the run goes on.
 */
public final class Notifier implements RunEvent.Listener, AutoCloseable {
    private static final int MOST_EVENTS = 1000;
    private static final Object END = new Object();

    private final NotifySettings settings;
    private final String controller;
    private final Clock clock;
    private final UnaryOperator<String> clean;
    private final Consumer<String> warn;
    private final Patience patience;
    private final Outbox outbox;
    private final Unanswered unanswered;
    private final ClosedWindows windows;
    private final HostTally hosts = new HostTally();
    private final @Nullable Channel mail;
    private final Channel webhooks;
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>(MOST_EVENTS);
    private final Thread worker = new Thread(this::work, "notifications");
    private @Nullable MessageWriter writer;
    private boolean check;
    private volatile boolean ending;

    /**
     * @param controller the name of this machine
     * @param clean takes secrets out of a text
     * @param warn is told, once for each addressee, what could not be sent
     * @param journal keeps what became of each message
     */
    public Notifier(
            NotifySettings settings,
            String controller,
            Clock clock,
            UnaryOperator<String> clean,
            Consumer<String> warn,
            Consumer<String> journal) {
        this(settings, controller, clock, clean, warn, journal, Patience.STANDARD);
    }

    Notifier(
            NotifySettings settings,
            String controller,
            Clock clock,
            UnaryOperator<String> clean,
            Consumer<String> warn,
            Consumer<String> journal,
            Patience patience) {
        this.settings = settings;
        this.controller = controller;
        this.clock = clock;
        this.clean = clean;
        this.patience = patience;
        this.warn = warn;
        this.outbox = new Outbox(patience, warn, quietly(journal));
        this.unanswered = new Unanswered(settings.escalateTo().isNobody() ? null : settings.escalateAfter());
        this.windows = new ClosedWindows(patience);
        MailServer server = settings.mail();
        this.mail =
                server == null ? null : new MailChannel(server, clock.getZone(), patience.limit(), settings.trust());
        this.webhooks = new WebhookChannel(
                Stream.concat(settings.to().webhooks().stream(), settings.escalateTo().webhooks().stream())
                        .toList(),
                patience.limit(),
                settings.trust());
        worker.setDaemon(true);
        worker.start();
    }

    /** What cannot be written down is lost, and nothing else. */
    private static Consumer<String> quietly(Consumer<String> journal) {
        return text -> {
            try {
                journal.accept(text);
            } catch (RuntimeException e) {
                // The run has its own ways to say that its journal cannot be written.
            }
        };
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.HostThrough host) {
            hosts.through(host.host());
        } else if (event instanceof RunEvent.HostEnded host) {
            hosts.ended(host.host(), host.state(), clean.apply(firstLine(host.detail())));
        } else if (event instanceof RunEvent.WindowClosed closed) {
            if (windows.add(closed, now())) {
                heard.offer(event);
            }
        } else if (isTold(event)) {
            heard.offer(event);
        }
    }

    /** A message that is about no event of a run. */
    public void tell(Message message) {
        heard.offer(message);
    }

    private static boolean isTold(RunEvent event) {
        return event instanceof RunEvent.RunStarted
                || event instanceof RunEvent.RingStarted
                || event instanceof RunEvent.RingPassed
                || event instanceof RunEvent.ApprovalWanted
                || event instanceof RunEvent.RolloutNote
                || event instanceof RunEvent.WindowClosing
                || event instanceof RunEvent.RolloutAborted
                || event instanceof RunEvent.RunEnded;
    }

    private static String firstLine(@Nullable String detail) {
        return detail == null ? "" : detail.lines().findFirst().orElse("");
    }

    private static Duration now() {
        return Duration.ofNanos(System.nanoTime());
    }

    private void work() {
        try {
            untilTheEnd();
        } catch (RuntimeException | LinkageError e) {
            LoggerFactory.getLogger(Notifier.class).error("a bug of Nightshift in notifications", e);
            warn.accept("a bug of Nightshift ended the notifications: "
                    + e.getClass().getSimpleName());
        }
    }

    private void untilTheEnd() {
        try {
            while (!ending) {
                Object next = heard.poll(pause().toNanos(), TimeUnit.NANOSECONDS);
                if (next == END) {
                    break;
                }
                handle(next);
                sendDue();
            }
            finish();
        } catch (InterruptedException e) {
            outbox.giveUp();
        }
    }

    private void handle(@Nullable Object next) {
        if (next instanceof Message message) {
            send(message, settings.to());
        } else if (next instanceof RunEvent event) {
            event(event);
        }
    }

    private void sendDue() {
        Duration now = now();
        closedWindows(windows.due(now));
        unanswered.due(now).forEach(message -> send(message, settings.escalateTo()));
        outbox.send(now);
    }

    private Duration pause() {
        Duration now = now();
        return Stream.of(outbox.next(), unanswered.next(), windows.next())
                .flatMap(Optional::stream)
                .map(due -> due.minus(now))
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .min(Duration::compareTo)
                .orElse(Duration.ofHours(1));
    }

    /** The run is over: what is left is sent as far as the time allows. */
    private void finish() throws InterruptedException {
        Duration until = now().plus(patience.end());
        for (Object next = heard.poll(); next != null; next = heard.poll()) {
            handle(next);
        }
        closedWindows(windows.rest());
        outbox.hurry(now());
        while (!outbox.isEmpty() && now().compareTo(until) < 0) {
            if (!outbox.send(now())) {
                Duration left = outbox.next().orElse(until).minus(now());
                Duration most = until.minus(now());
                heard.poll(Math.max(1, (left.compareTo(most) < 0 ? left : most).toNanos()), TimeUnit.NANOSECONDS);
            }
        }
        outbox.giveUp();
    }

    private void event(RunEvent event) {
        if (event instanceof RunEvent.RunStarted started) {
            check = started.check();
            writer = new MessageWriter(started, controller, clock, clean);
        }
        MessageWriter words = writer;
        if (words == null || check) {
            return;
        }
        if (event instanceof RunEvent.RunStarted) {
            send(words.started(), settings.to());
        } else if (event instanceof RunEvent.RingStarted || event instanceof RunEvent.RolloutNote) {
            unanswered.answered();
        } else if (event instanceof RunEvent.RingPassed passed) {
            send(words.ringDone(passed, hosts), settings.to());
        } else if (event instanceof RunEvent.ApprovalWanted wanted) {
            ask(words.approvalWanted(wanted, hosts));
        } else if (event instanceof RunEvent.WindowClosing closing) {
            send(words.windowClosing(closing, hosts), settings.to());
        } else if (event instanceof RunEvent.RolloutAborted aborted) {
            unanswered.answered();
            ask(words.aborted(aborted, hosts));
        } else if (event instanceof RunEvent.RunEnded ended) {
            unanswered.answered();
            closedWindows(windows.rest());
            send(words.ended(ended), settings.to());
        }
    }

    private void ask(Message message) {
        send(message, settings.to());
        if (settings.tells(message.occasion())) {
            unanswered.asked(message, now());
        }
    }

    private void closedWindows(List<RunEvent.WindowClosed> closed) {
        MessageWriter words = writer;
        if (!closed.isEmpty() && words != null) {
            send(words.windowClosed(closed, hosts), settings.to());
        }
    }

    private void send(Message message, Addressees to) {
        if (!settings.tells(message.occasion())) {
            return;
        }
        Duration now = now();
        if (mail != null) {
            outbox.add(message, mail, to.mail(), now);
        }
        to.webhooks().forEach(each -> outbox.add(message, webhooks, List.of(each.name()), now));
    }

    /** Waits for what is on its way, for a while. */
    @Override
    public void close() {
        ending = true;
        heard.offer(END);
        try {
            worker.join(patience.end().plus(patience.limit().multipliedBy(3)).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
