package io.nightshift.core.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages that somebody should answer, and when the others are told instead. Used by one thread. */
final class Unanswered {
    private final @Nullable Duration after;
    private final List<Question> open = new ArrayList<>();

    /** @param after null where nobody else is told */
    Unanswered(@Nullable Duration after) {
        this.after = after;
    }

    private record Question(Message message, Duration due) {}

    void asked(Message message, Duration now) {
        if (after != null) {
            open.add(new Question(message, now.plus(after)));
        }
    }

    /** Somebody has done something. */
    void answered() {
        open.clear();
    }

    Optional<Duration> next() {
        return open.stream().map(Question::due).min(Duration::compareTo);
    }

    /** Those that were not answered in time, as the others are told of them; each once. */
    List<Message> due(Duration now) {
        List<Message> due = new ArrayList<>();
        open.removeIf(question -> {
            boolean late = question.due().compareTo(now) <= 0;
            if (late && after != null) {
                due.add(question.message().escalated(MessageWriter.time(after)));
            }
            return late;
        });
        return due;
    }
}
