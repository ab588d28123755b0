package io.nightshift.playbooks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 */
record Place(
        String path,
        Directives outer,
        Path file,
        Path playbookDirectory,
        @Nullable RoleScope role,
        List<Path> chain,
        PlayRoles roles,
        boolean handlers) {
    Place at(String section, int index) {
        return new Place(path + "." + section + index, outer, file, playbookDirectory, role, chain, roles, handlers);
    }

    Place under(Directives directives) {
        return new Place(path, directives, file, playbookDirectory, role, chain, roles, handlers);
    }

    Place in(Path imported, @Nullable RoleScope ofRole) {
        List<Path> longer = new ArrayList<>(chain);
        longer.add(imported);
        return new Place(path, outer, imported, playbookDirectory, ofRole, longer, roles, handlers);
    }

    Place asHandlers() {
        return new Place(path, outer, file, playbookDirectory, role, chain, roles, true);
    }
}
