package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.DidYouMean;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
            "timeout",
            "deadman");

    private static final List<String> SHARED =
            List.of("name", "when", "tags", "vars", "environment", "module_defaults", "collections");

    /** What may stand on a task that is none of the language's includes. */
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
            "verify"));

    static final Set<String> HANDLER = with(TASK, "listen");
    static final Set<String> BLOCK = of(List.of("block", "rescue", "always", "notify"));
    static final Set<String> PLAY = without(
            of(List.of(
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
                    "rollout",
                    "window",
                    "user")),
            "when",
            "delegate_to",
            "delegate_facts");
    static final Set<String> ROLE = of(List.of("role"));

    /** What an include at run time understands; anything else would not reach what it brings. */
    static final Set<String> INCLUDE = new TreeSet<>(Set.of(
            "name",
            "when",
            "tags",
            "vars",
            "args",
            "action",
            "loop",
            "loop_control",
            "register",
            "run_once",
            "no_log",
            "ignore_errors",
            "timeout",
            "listen",
            "collections"));

    /** Keywords that playbooks out there carry and this version does not have, with what to write instead. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("sudo", "write `become: yes`"),
            Map.entry("sudo_user", "write `become: yes` and `become_user: NAME`"),
            Map.entry("su", "write `become: yes` and `become_method: su`"),
            Map.entry("su_user", "write `become: yes`, `become_method: su` and `become_user: NAME`"),
            Map.entry("include", "write `import_playbook: FILE` for plays, `import_tasks: FILE` for tasks"),
            Map.entry("static", "write `import_tasks` for yes, `include_tasks` for no"),
            Map.entry("always_run", "write `check_mode: no`"),
            Map.entry("first_available_file", "loop with `with_first_found:`"),
            Map.entry("debugger", "remove it; `nightshift run --check --diff` and `-vv` show what a task sees"),
            Map.entry("gather_timeout", "remove it; `timeout:` limits a task"),
            Map.entry("accelerate", "remove it; one connection per host is always kept open"));

    private static final Map<String, String> PLAY_ONLY = Map.of(
            "when", "put it on the tasks, on a block around them, or on `import_playbook`",
            "delegate_to", "put it on the tasks, or on a block around them",
            "delegate_facts", "put it on the tasks, or on a block around them");

    private Keywords() {}

    /** The next step for a key that is no keyword there. */
    static String hint(String key, Collection<String> allowed) {
        String elsewhere = allowed == PLAY && PLAY_ONLY.containsKey(key) ? PLAY_ONLY.get(key) : ELSEWHERE.get(key);
        return elsewhere != null
                ? elsewhere
                : DidYouMean.closest(key, allowed)
                        .map(near -> "did you mean `" + near + "`?")
                        .orElse(listed(allowed));
    }

    private static String listed(Collection<String> allowed) {
        return allowed.size() > 12
                ? "remove it, or correct its spelling"
                : "keywords here: " + String.join(", ", new TreeSet<>(allowed));
    }

    /** Whether it is a keyword of another version of the language. */
    static boolean isElsewhere(String key) {
        return ELSEWHERE.containsKey(key) && !key.equals("include");
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    private static Set<String> without(Set<String> some, String... less) {
        Set<String> all = new TreeSet<>(some);
        all.removeAll(List.of(less));
        return all;
    }

    private static Set<String> of(List<String> own) {
        Set<String> all = new TreeSet<>(own);
        all.addAll(SINGLE);
        all.addAll(SHARED);
        return all;
    }
}
