package io.nightshift.playbooks;

import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What looks like a module and is a part of the language: imports and includes. */
final class LanguageModules {
    private static final Parameter FILE =
            Parameter.string("file", "the file with the tasks").alias("_raw_params");
    private static final List<Parameter> ROLE = List.of(
            Parameter.string("name", "the role").must().alias("role"),
            Parameter.string("tasks_from", "file of the role's tasks folder").or("main"),
            Parameter.string("vars_from", "file of the role's vars folder").or("main"),
            Parameter.string("defaults_from", "file of the role's defaults folder")
                    .or("main"),
            Parameter.string("handlers_from", "file of the role's handlers folder")
                    .or("main"),
            Parameter.flag("allow_duplicates", true, "whether the role may run again"),
            Parameter.flag("rolespec_validate", true, "whether arguments are checked against the role's specification"),
            Parameter.flag("public", false, "whether the play sees the role's variables afterwards"));
    private static final Parameter APPLY = Parameter.of("apply", Type.MAP, "keywords for the included tasks");

    private static final List<ModuleSpec> ALL = List.of(
            ModuleSpec.builtin(
                            "include_tasks", "Runs the tasks of a file, chosen while the host is at work.", FILE, APPLY)
                    .freeForm("file"),
            ModuleSpec.builtin("include", "The old name of include_tasks.", FILE, APPLY)
                    .freeForm("file"),
            ModuleSpec.builtin("import_tasks", "Reads the tasks of a file into this place.", FILE)
                    .freeForm("file"),
            ModuleSpec.builtin("import_role", "Reads a role into this place.", ROLE.toArray(new Parameter[0])),
            withApply());

    static final Set<String> STATIC = Set.of("import_tasks", "import_role");

    private LanguageModules() {}

    static Optional<ModuleSpec> spec(String name) {
        return ALL.stream().filter(spec -> spec.names().contains(name)).findFirst();
    }

    private static ModuleSpec withApply() {
        Parameter[] all = new Parameter[ROLE.size() + 1];
        ROLE.toArray(all);
        all[ROLE.size()] = APPLY;
        return ModuleSpec.builtin("include_role", "Runs a role, chosen while the host is at work.", all);
    }
}
