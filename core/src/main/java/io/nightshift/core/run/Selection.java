package io.nightshift.core.run;

import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Task;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which tasks {@code --tags}, {@code --skip-tags} and {@code --start-at-task} let through. */
public final class Selection {
    private final Set<String> tags;
    private final Set<String> skip;
    private final @Nullable Pattern start;

    public Selection(RunSettings settings) {
        this.tags = settings.tags();
        this.skip = settings.skipTags();
        this.start = settings.startAtTask() == null ? null : glob(settings.startAtTask());
    }

    /** Whether the item's tags are asked for; blocks are looked into, so only tasks are judged. */
    public boolean byTags(Item item) {
        if (!(item instanceof Task task)) {
            return true;
        }
        Set<String> own = task.directives().tags();
        boolean run;
        if (tags.isEmpty() || tags.contains("all")) {
            run = !own.contains("never") || own.stream().anyMatch(tags::contains);
        } else {
            run = own.contains("always")
                    || own.stream().anyMatch(tags::contains)
                    || tags.contains("tagged") && !own.isEmpty()
                    || tags.contains("untagged") && own.isEmpty();
        }
        if (!run || skip.isEmpty()) {
            return run;
        }
        boolean skipped = own.stream().anyMatch(tag -> skip.contains(tag))
                || skip.contains("all") && !own.contains("always")
                || skip.contains("tagged") && !own.isEmpty()
                || skip.contains("untagged") && own.isEmpty();
        return !skipped;
    }

    public boolean waitsForStart() {
        return start != null;
    }

    /** Whether this is the task to start at. */
    public boolean startsAt(String title, @Nullable Object rawName) {
        if (start == null) {
            return true;
        }
        String name = String.valueOf(rawName);
        return start.matcher(title).matches() || start.matcher(name).matches();
    }

    private static Pattern glob(String text) {
        StringBuilder regex = new StringBuilder();
        for (char c : text.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
