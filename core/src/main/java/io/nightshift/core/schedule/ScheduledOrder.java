package io.nightshift.core.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run when it is due: a command line, as whom, and where.
 *
 * @param words the command and its options, such as {@code run site.yml -i hosts}
 * @param folder the working directory, absolute
 * @param user who ordered it
 * @param agent socket of the SSH agent that may be asked; null for none
 */
public record ScheduledOrder(
        List<String> words,
        String folder,
        String user,
        @Nullable String agent) {
    public ScheduledOrder {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("nothing to run");
        }
    }
}
