package io.nightshift.playbooks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a list of tasks is being read.
 *
 * @param path prefix of the paths of its items
 * @param outer keywords around it
 * @param file the file it stands in
 * @param playbookDirectory where relative names end up being searched
 * @param role the role it belongs to
 * @param chain files being imported, to find circles
 * @param handlers whether its tasks are handlers
 * @param playVariables those of the play, for names that are read before any host is known
 */
record Place(
        String path,
        Directives outer,
        Path file,
        Path playbookDirectory,
        @Nullable RoleScope role,
        List<Path> chain,
        PlayRoles roles,
        boolean handlers,
        Map<String, Object> playVariables) {
    Place at(String section, int index) {
        return new Place(
                path + "." + section + index,
                outer,
                file,
                playbookDirectory,
                role,
                chain,
                roles,
                handlers,
                playVariables);
    }

    Place under(Directives directives) {
        return new Place(path, directives, file, playbookDirectory, role, chain, roles, handlers, playVariables);
    }

    Place in(Path imported, @Nullable RoleScope ofRole) {
        List<Path> longer = new ArrayList<>(chain);
        longer.add(imported);
        return new Place(path, outer, imported, playbookDirectory, ofRole, longer, roles, handlers, playVariables);
    }

    Place asHandlers() {
        return new Place(path, outer, file, playbookDirectory, role, chain, roles, true, playVariables);
    }

    /** What a name may use that is read before any host is known; weakest first, as the run weighs them. */
    Map<String, Object> known(Map<String, Object> ofTask) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("playbook_dir", playbookDirectory.toString());
        List<RoleScope> scopes = new ArrayList<>();
        for (RoleScope at = role; at != null; at = at.parent()) {
            scopes.add(0, at);
        }
        scopes.forEach(scope -> all.putAll(scope.defaults()));
        all.putAll(playVariables);
        scopes.forEach(scope -> all.putAll(scope.variables()));
        all.putAll(ofTask);
        scopes.forEach(scope -> all.putAll(scope.parameters()));
        if (role != null) {
            all.put("role_path", role.path().toString());
            all.put("role_name", role.name());
            all.put("ansible_role_name", role.name());
        }
        return all;
    }
}
