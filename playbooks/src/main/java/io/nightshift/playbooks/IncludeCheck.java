package io.nightshift.playbooks;

import java.nio.file.Path;
import java.util.List;

/** Warns of includes at run time whose file or role is not there, where the name is written without a template. */
final class IncludeCheck {
    private final Input input;

    IncludeCheck(Input input) {
        this.input = input;
    }

    void check(Task task, Place place) {
        String module = task.call().shortName();
        if (module.equals("include_tasks") || module.equals("include")) {
            Object name = task.call().arguments().get("file");
            SearchPath search = SearchPath.of(place.role(), place.file(), place.playbookDirectory());
            if (name instanceof String file
                    && TaskFiles.find(search, place.file(), file).isEmpty()) {
                warn(task, "file", file, TaskFiles.candidates(search, place.file(), file));
            }
        } else if (module.equals("include_role")) {
            Object name = task.call().arguments().get("name");
            RoleFiles files = new RoleFiles(input, place);
            if (name instanceof String role && files.find(role).isEmpty()) {
                warn(task, "role", role, files.candidates(role));
            }
        }
    }

    private void warn(Task task, String kind, String name, List<Path> places) {
        input.problems.warning(
                task.call().position(),
                task.call().name().length(),
                "there is no " + kind + " `" + name + "`; the task fails where a host reaches it",
                "looked at " + input.shown(places));
    }
}
