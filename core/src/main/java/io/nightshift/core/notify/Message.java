package io.nightshift.core.notify;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One message before it has a form. All its texts are data: whoever gives it a form escapes them.
 *
 * @param run empty where it is about no run
 * @param controller the machine that says it
 * @param title one line
 * @param text sentences, a line each
 * @param counts how many hosts stand how, such as {@code failed_kept: 2}
 * @param hosts those that need to be named
 * @param more how many hosts are not named for brevity
 * @param next commands to type
 * @param escalated whether nobody has answered the first message
 */
public record Message(
        Occasion occasion,
        Weight weight,
        String run,
        String playbook,
        String controller,
        Instant when,
        String title,
        List<String> text,
        Map<String, Integer> counts,
        List<Named> hosts,
        int more,
        List<String> next,
        boolean escalated) {
    /** Longer lists are not read by anybody, and chats refuse them. */
    static final int MOST_HOSTS = 20;

    public Message {
        text = List.copyOf(text);
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        more += Math.max(0, hosts.size() - MOST_HOSTS);
        hosts = List.copyOf(hosts.subList(0, Math.min(hosts.size(), MOST_HOSTS)));
        next = List.copyOf(next);
    }

    /** A host and one line about it. */
    public record Named(String host, String state, String detail) {}

    /** How urgent it looks. */
    public enum Weight {
        GOOD,
        ATTENTION,
        BAD
    }

    /** The same for those who are told because nobody answered. */
    Message escalated(String after) {
        return new Message(
                occasion,
                Weight.BAD,
                run,
                playbook,
                controller,
                when,
                "No answer for " + after + ": " + title,
                text,
                counts,
                hosts,
                more,
                next,
                true);
    }
}
