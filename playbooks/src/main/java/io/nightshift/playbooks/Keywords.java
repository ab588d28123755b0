package io.nightshift.playbooks;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every keyword of the language, by where it may stand. Anything else is refused by name. */
final class Keywords {
    /** One value each; the innermost counts. */
    static final List<String> SINGLE = List.of(
            "become",
            "become_user",
            "become_method",
            "become_flags",
            "become_exe",
            "ignore_errors",
            "ignore_unreachable",
            "no_log",
            "check_mode",
            "diff",
            "delegate_to",
            "delegate_facts",
            "run_once",
            "any_errors_fatal",
            "throttle",
            "remote_user",
            "connection",
            "port",
            "timeout");

    private static final List<String> SHARED =
            List.of("name", "when", "tags", "vars", "environment", "module_defaults", "collections");

    static final Set<String> TASK = of(List.of(
            "loop",
            "loop_control",
            "register",
            "notify",
            "until",
            "retries",
            "delay",
            "changed_when",
            "failed_when",
            "args",
            "action",
            "local_action",
            "async",
            "poll",
            "undo",
            "listen"));
    static final Set<String> BLOCK = of(List.of("block", "rescue", "always", "notify"));
    static final Set<String> PLAY = of(List.of(
            "hosts",
            "pre_tasks",
            "roles",
            "tasks",
            "post_tasks",
            "handlers",
            "gather_facts",
            "gather_subset",
            "fact_path",
            "vars_files",
            "vars_prompt",
            "serial",
            "max_fail_percentage",
            "strategy",
            "force_handlers",
            "order",
            "on_failure",
            "user"));
    static final Set<String> ROLE = of(List.of("role"));

    private Keywords() {}

    private static Set<String> of(List<String> own) {
        Set<String> all = new TreeSet<>(own);
        all.addAll(SINGLE);
        all.addAll(SHARED);
        return all;
    }
}
