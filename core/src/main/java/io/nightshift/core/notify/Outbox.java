package io.nightshift.core.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages on their way: each is tried again until it is taken or given up, and what became of it is recorded. Used by one thread. */
final class Outbox {
    /** A server that takes nothing must not fill the memory. */
    private static final int MOST = 200;

    private final Patience patience;
    private final Consumer<String> warn;
    private final Consumer<String> journal;
    private final Set<String> warned = new HashSet<>();
    private final PriorityQueue<Delivery> waiting = new PriorityQueue<>(
            Comparator.comparing((Delivery each) -> each.due).thenComparing(each -> each.number));
    private long number;

    /**
     * @param warn tells the run's listeners, once for each addressee
     * @param journal keeps what became of each message
     */
    Outbox(Patience patience, Consumer<String> warn, Consumer<String> journal) {
        this.patience = patience;
        this.warn = warn;
        this.journal = journal;
    }

    /** One message on one channel. */
    private static final class Delivery {
        final Message message;
        final Channel channel;
        final long number;
        final Map<String, Fate> fates = new LinkedHashMap<>();
        List<String> left;
        Duration due;
        int attempts;

        Delivery(Message message, Channel channel, long number, List<String> left, Duration due) {
            this.message = message;
            this.channel = channel;
            this.number = number;
            this.left = left;
            this.due = due;
        }
    }

    void add(Message message, Channel channel, List<String> addressees, Duration now) {
        if (addressees.isEmpty()) {
            return;
        }
        if (waiting.size() >= MOST) {
            if (warned.add("")) {
                warn.accept("too many messages wait to be sent; new ones are dropped");
                journal.accept(message.occasion().word() + ": dropped, with all that followed while " + MOST
                        + " others waited to be sent");
            }
            return;
        }
        waiting.add(new Delivery(message, channel, number++, List.copyOf(addressees), now));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** When something is to be done next. */
    Optional<Duration> next() {
        return Optional.ofNullable(waiting.peek()).map(each -> each.due);
    }

    /** Sends what is due first; false where nothing is. */
    boolean send(Duration now) {
        @Nullable Delivery delivery = waiting.peek();
        if (delivery == null || delivery.due.compareTo(now) > 0) {
            return false;
        }
        waiting.remove(delivery);
        delivery.channel.send(delivery.message, delivery.left).forEach(delivery.fates::put);
        delivery.left = delivery.left.stream()
                .filter(each -> delivery.fates.getOrDefault(each, Fate.SENT).kind() == Fate.Kind.LATER)
                .toList();
        delivery.fates.forEach((addressee, fate) -> {
            if (fate.kind() != Fate.Kind.SENT) {
                boolean again = fate.kind() == Fate.Kind.LATER
                        && delivery.attempts < patience.again().size();
                warnOnce(
                        addressee,
                        addressee + " could not be told: " + fate.why() + (again ? "; it is tried again" : ""));
            }
        });
        if (delivery.left.isEmpty() || delivery.attempts >= patience.again().size()) {
            record(delivery);
        } else {
            delivery.due = now.plus(patience.again().get(delivery.attempts++));
            waiting.add(delivery);
        }
        return true;
    }

    /** Everything that waits is tried once more, now. */
    void hurry(Duration now) {
        List<Delivery> all = new ArrayList<>(waiting);
        waiting.clear();
        all.forEach(each -> each.due = now);
        waiting.addAll(all);
    }

    /** Nothing is tried any more. */
    void giveUp() {
        waiting.forEach(this::record);
        waiting.clear();
    }

    private void warnOnce(String addressee, String text) {
        if (warned.add(addressee)) {
            warn.accept(text);
        }
    }

    private void record(Delivery delivery) {
        delivery.left.forEach(each -> delivery.fates.putIfAbsent(each, Fate.later("there was no time left")));
        String became = delivery.fates.entrySet().stream()
                .map(each -> each.getKey()
                        + (each.getValue().kind() == Fate.Kind.SENT
                                ? " was told"
                                : " was not told, " + each.getValue().why()))
                .collect(Collectors.joining("; "));
        String what = delivery.message.occasion().word() + (delivery.message.escalated() ? " (no answer)" : "");
        journal.accept(what + ": " + became);
    }
}
