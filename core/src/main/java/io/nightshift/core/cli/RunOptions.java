package io.nightshift.core.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which tasks run and how; the names are Ansible's. */
final class RunOptions {
    @Option(
            names = {"-t", "--tags"},
            paramLabel = "TAGS",
            description = "Only tasks with one of these tags.")
    List<String> tags = new ArrayList<>();

    @Option(names = "--skip-tags", paramLabel = "TAGS", description = "No tasks with one of these tags.")
    List<String> skipTags = new ArrayList<>();

    @Option(
            names = {"-C", "--check"},
            description =
                    "Change nothing; say what would change. (`nightshift check` reads the playbook and touches no host.)")
    boolean check;

    @Option(
            names = "--drift",
            description = {
                "Like --check, but looks at what comes after a command as if that had no effect: how are the hosts now?",
                "`nightshift drift` compares with the check before."
            })
    boolean drift;

    @Option(
            names = {"-D", "--diff"},
            description = "Show what changes in files.")
    boolean diff;

    @Option(names = "--start-at-task", paramLabel = "NAME", description = "Begin with the task of this name.")
    @Nullable
    String startAtTask;

    @Option(names = "--force-handlers", description = "Run notified handlers even on hosts that failed.")
    boolean forceHandlers;

    @Option(names = "--list-hosts", description = "List the hosts of each play and stop.")
    boolean listHosts;

    @Option(names = "--list-tasks", description = "List the tasks that would run and stop.")
    boolean listTasks;

    @Option(names = "--list-tags", description = "List the tags of each play and stop.")
    boolean listTags;

    @Option(
            names = "--syntax-check",
            description = "Read everything, touch nothing; the same as `nightshift validate`.")
    boolean syntaxCheck;
}
