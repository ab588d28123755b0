package io.nightshift.core.run;

import io.nightshift.playbooks.RoleScope;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.template.KnownAfterApply;
import io.nightshift.playbooks.template.Omit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables that nobody sets: who the host is, what the play is, how the run was started. */
final class MagicVariables {
    static final Set<String> NAMES = Set.of(
            "inventory_hostname",
            "inventory_hostname_short",
            "groups",
            "group_names",
            "hostvars",
            "inventory_dir",
            "inventory_file",
            "ansible_facts",
            "omit",
            "playbook_dir",
            "role_path",
            "role_name",
            "ansible_role_name",
            "ansible_parent_role_names",
            "ansible_dependent_role_names",
            "ansible_play_name",
            "ansible_play_hosts",
            "ansible_play_hosts_all",
            "ansible_play_batch",
            "play_hosts",
            "ansible_check_mode",
            "ansible_diff_mode",
            "ansible_forks",
            "ansible_verbosity",
            "ansible_version",
            "ansible_run_tags",
            "ansible_skip_tags",
            "ansible_limit",
            "ansible_playbook_python",
            "environment",
            "ansible_config_file",
            "ansible_inventory_sources",
            "vars",
            "ansible_play_role_names",
            "role_names");
    /** The release of ansible-core whose behaviour the dialect follows; roles compare it. */
    private static final Map<String, Object> VERSION =
            Map.of("full", "2.14.18", "string", "2.14.18", "major", 2L, "minor", 14L, "revision", 18L);

    private final RunContext run;
    private final @Nullable PlayContext play;
    private final HostMemory host;
    private final @Nullable Task task;

    MagicVariables(RunContext run, @Nullable PlayContext play, HostMemory host, @Nullable Task task) {
        this.run = run;
        this.play = play;
        this.host = host;
        this.task = task;
    }

    boolean has(String name) {
        if (!NAMES.contains(name)) {
            return false;
        }
        return switch (name) {
            case "role_path", "role_name", "ansible_role_name", "ansible_parent_role_names" -> role() != null;
            case "ansible_limit" -> run.settings.limit() != null;
            case "inventory_dir", "inventory_file" ->
                run.inventoryVariables(host).containsKey(name);
            case "environment",
                    "ansible_playbook_python",
                    "ansible_config_file",
                    "ansible_dependent_role_names",
                    "role_names",
                    "ansible_inventory_sources" -> false;
            default -> play != null || !name.contains("play");
        };
    }

    private @Nullable RoleScope role() {
        return task == null ? null : task.role();
    }

    @Nullable
    Object get(String name) {
        RoleScope role = role();
        if (role != null) {
            switch (name) {
                case "role_path":
                    return role.path().toString();
                case "role_name", "ansible_role_name":
                    return role.name();
                case "ansible_parent_role_names":
                    return parents(role);
                default:
                    break;
            }
        }
        if (play != null) {
            switch (name) {
                case "playbook_dir":
                    return play.play.directory().toString();
                case "ansible_play_name":
                    return play.name;
                case "ansible_play_hosts", "play_hosts":
                    run.asksForOthers(name);
                    return run.alive(play.hosts);
                case "ansible_play_hosts_all":
                    return play.hosts;
                case "ansible_play_batch":
                    run.asksForOthers(name);
                    return run.alive(play.batch);
                case "ansible_play_role_names":
                    return play.play.roles().stream()
                            .map(RoleScope::name)
                            .distinct()
                            .toList();
                default:
                    break;
            }
        }
        return switch (name) {
            case "inventory_hostname" -> host.name();
            case "inventory_hostname_short" -> host.host.shortName();
            case "groups" -> run.groups();
            case "group_names" -> run.groupNames(host);
            case "hostvars" -> new HostVariables(run, play);
            case "ansible_facts" -> host.facts();
            case "omit" -> Omit.VALUE;
            case "ansible_check_mode" -> run.planned.writing() ? KnownAfterApply.VALUE : run.settings.check();
            case "ansible_diff_mode" -> run.settings.diff();
            case "ansible_forks" -> (long) run.settings.forks();
            case "ansible_verbosity" -> (long) run.settings.verbosity();
            case "ansible_version" -> VERSION;
            case "ansible_run_tags" -> run.settings.shownTags();
            case "ansible_skip_tags" -> List.copyOf(run.settings.skipTags());
            case "ansible_limit" -> run.settings.limit();
            case "vars" -> new AllVariables(new HostScope(run, play, host, task, Map.of()));
            default -> run.inventoryVariables(host).get(name);
        };
    }

    private static List<String> parents(RoleScope role) {
        List<String> names = new ArrayList<>();
        for (RoleScope at = role.parent(); at != null; at = at.parent()) {
            names.add(at.name());
        }
        return names;
    }
}
