package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.playbooks.module.TreeChange;
import java.util.Set;

/** Trees that were sent: the directory in which they wait, and their arrival by renames. */
final class TreeSteps {
    private static final Set<String> TREE = Set.of("tree");

    private TreeSteps() {}

    static StepText stage(TreeChange.StageTree change) {
        String s = "_ns_s=" + word(change.staging()) + "\n";
        return StepText.quick(TREE, ":", s + "_ns_stage", s + "_ns_unstage");
    }
}
