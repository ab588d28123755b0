package io.nightshift.core.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tasks a plan is made of; the names are Ansible's. */
final class PlanOptions {
    @Option(
            names = {"-t", "--tags"},
            paramLabel = "TAGS",
            description = "Only tasks with one of these tags.")
    List<String> tags = new ArrayList<>();

    @Option(names = "--skip-tags", paramLabel = "TAGS", description = "No tasks with one of these tags.")
    List<String> skipTags = new ArrayList<>();

    @Option(names = "--start-at-task", paramLabel = "NAME", description = "Begin with the task of this name.")
    @Nullable
    String startAtTask;

    @Option(names = "--force-handlers", description = "Run notified handlers even on hosts that failed.")
    boolean forceHandlers;

    /** The same as options of a run. */
    RunOptions ofRun(boolean check) {
        RunOptions run = new RunOptions();
        run.tags = tags;
        run.skipTags = skipTags;
        run.startAtTask = startAtTask;
        run.forceHandlers = forceHandlers;
        run.check = check;
        return run;
    }
}
