package io.nightshift.core.run;

import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.Condition;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which tasks hosts wait at for one another: those that look at other hosts, or act for all of them. */
final class Barriers {
    private static final Pattern OTHERS =
            Pattern.compile("\\b(groups|hostvars|play_hosts|ansible_play_hosts(_all)?|ansible_play_batch)\\b");
    private static final Pattern ONE_OF_THEM =
            Pattern.compile("\\binventory_hostname\\b\\s*(==|!=|in\\b|not\\s+in\\b)|(==|!=)\\s*inventory_hostname\\b");
    private static final Set<Object> ENDS = Set.of("end_play", "end_batch");
    private static final Set<String> FOR_ALL = Set.of("add_host", "group_by");

    private final boolean always;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    Barriers(Play play) {
        this.always = play.strategy().equals("linear");
    }

    boolean before(Task task) {
        return always || known.computeIfAbsent(task.path(), path -> looksAround(task));
    }

    private static boolean looksAround(Task task) {
        if (FOR_ALL.contains(task.call().shortName())
                || endsForAll(task)
                || task.directives().value("run_once") != null
                || task.directives().value("any_errors_fatal") != null) {
            return true;
        }
        for (Condition condition : task.directives().when()) {
            if (mentions(condition.expression())
                    || ONE_OF_THEM.matcher(condition.expression()).find()) {
                return true;
            }
        }
        return mentions(task.call().arguments())
                || mentions(task.call().wholeArguments())
                || mentions(task.directives().value("delegate_to"))
                || task.loop() != null && mentions(task.loop().items());
    }

    /** Nobody is cut off in the middle of a task before it. */
    private static boolean endsForAll(Task task) {
        return task.call().shortName().equals("meta")
                && task.call().arguments().values().stream().anyMatch(ENDS::contains);
    }

    private static boolean mentions(@Nullable Object value) {
        if (value instanceof Source source) {
            return mentions(source.text());
        }
        if (value instanceof String text) {
            return OTHERS.matcher(text).find();
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(Barriers::mentions);
        }
        return value instanceof Map<?, ?> map && map.values().stream().anyMatch(Barriers::mentions);
    }
}
