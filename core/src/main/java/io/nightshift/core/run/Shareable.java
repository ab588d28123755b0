package io.nightshift.core.run;

import io.nightshift.core.plan.Planned;
import io.nightshift.playbooks.Block;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Rollout;
import io.nightshift.playbooks.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether several controllers may make a play together: none of its hosts waits for another one, looks at it or acts on it, as far as
 * that is written in it. What only turns out later makes a controller hand the host back.
 */
final class Shareable {
    private final RunContext run;
    private final PlayContext play;
    private final Barriers barriers;

    Shareable(RunContext run, PlayContext play) {
        this.run = run;
        this.play = play;
        this.barriers = new Barriers(play.play);
    }

    boolean holds() {
        if (run.settings.check() || run.planned != Planned.NOT || run.settings.startAtTask() != null) {
            return false;
        }
        Rollout rollout = play.play.rollout();
        if (rollout != null && rollout.width() != null) {
            return false; // so many at work at once are one controller's
        }
        List<Item> all = new ArrayList<>(play.play.items());
        all.addAll(play.play.handlers());
        return all.stream().allMatch(this::holds);
    }

    private boolean holds(Item item) {
        if (item instanceof Block block) {
            return block.items().stream().allMatch(this::holds)
                    && block.rescue().stream().allMatch(this::holds)
                    && block.always().stream().allMatch(this::holds);
        }
        return !(item instanceof Task task)
                || !barriers.before(task)
                        && task.directives().value("delegate_to") == null
                        && task.directives().value("throttle") == null
                        && task.directives().value("connection") == null
                        && !task.call().shortName().equals("fetch");
    }
}
