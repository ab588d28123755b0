package io.nightshift.core.run;

import io.nightshift.playbooks.RoleScope;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.Undefined;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables one host sees at one place of a playbook, in Ansible's order of precedence: the first layer that has a name wins.
 * {@code inventory/…/variable-precedence.md} is the table.
 */
final class HostScope implements Scope {
    private final List<Map<String, Object>> layers = new ArrayList<>();
    private final MagicVariables magic;

    /**
     * @param task null outside of tasks (another host's variables, a play's own keywords)
     * @param local loop variables and the like, above everything but extra variables
     */
    HostScope(
            RunContext run,
            @Nullable PlayContext play,
            HostMemory host,
            @Nullable Task task,
            Map<String, Object> local) {
        this.magic = new MagicVariables(run, play, host, task);
        layers.add(run.settings.extraVariables());
        layers.add(local);
        RoleScope role = task == null ? null : task.role();
        for (RoleScope at = role; at != null; at = at.parent()) {
            layers.add(at.parameters());
        }
        layers.add(host.set);
        layers.add(host.included);
        if (task != null) {
            layers.add(task.directives().variables());
        }
        addRoles(role, true);
        if (play != null) {
            host.shown(play.play.path()).forEach(scope -> layers.add(scope.variables()));
            play.rolesLastFirst.forEach(scope -> layers.add(scope.variables()));
            layers.add(run.varsFiles(play, host));
            layers.add(play.prompted);
            layers.add(play.play.variables());
        }
        layers.add(host.factVariables());
        layers.add(run.inventoryVariables(host));
        addRoles(role, false);
        if (play != null) {
            host.shown(play.play.path()).forEach(scope -> layers.add(scope.defaults()));
            play.rolesLastFirst.forEach(scope -> layers.add(scope.defaults()));
        }
    }

    /** Own role first, then what it depends on, then the roles around it. */
    private void addRoles(@Nullable RoleScope role, boolean variables) {
        for (RoleScope at = role; at != null; at = at.parent()) {
            addRole(at, variables);
        }
    }

    private void addRole(RoleScope role, boolean variables) {
        layers.add(variables ? role.variables() : role.defaults());
        role.dependencies().forEach(dependency -> addRole(dependency, variables));
    }

    @Override
    public @Nullable Object get(String name) {
        if (magic.has(name)) {
            return magic.get(name);
        }
        for (Map<String, Object> layer : layers) {
            Object value = layer.get(name);
            if (value != null || layer.containsKey(name)) {
                return value;
            }
        }
        return Undefined.named(name);
    }

    @Override
    public boolean has(String name) {
        if (magic.has(name)) {
            return true;
        }
        for (Map<String, Object> layer : layers) {
            if (layer.containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Collection<String> names() {
        Set<String> all = new LinkedHashSet<>(MagicVariables.NAMES);
        for (Map<String, Object> layer : layers) {
            synchronized (layer) {
                all.addAll(layer.keySet());
            }
        }
        return all;
    }
}
