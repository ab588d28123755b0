package io.nightshift.playbooks.module;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a module may ask of the machine Nightshift runs on: files of the playbook and its roles, and templates. */
public interface Controller {
    /**
     * A file by Ansible's search path: the role's {@code files/} (or {@code templates/}), the playbook's, then as given.
     *
     * @throws ModuleFailure naming every place looked at when there is none
     */
    Content.LocalFile file(String name, Kind kind);

    /** Everything below a folder found on the search path, sorted by path; the paths are relative to it. */
    List<Entry> tree(String name, Kind kind);

    /** Whether the name leads to a folder; false for a file. Fails as {@link #file} when there is neither. */
    boolean isDirectory(String name, Kind kind);

    /** A template file from the search path, rendered with the task's variables and these on top. */
    String render(String templateName, Map<String, Object> extra, TemplateOptions options);

    /** Variables from a file or folder of files on the search path of {@code vars/}; vaulted ones are opened. */
    Map<String, Object> variables(String name);

    /** The values of a task's variables, rendered, as {@code debug: var=} shows them; the expression may be a name or longer. */
    @Nullable
    Object evaluate(String expression);

    /** Whether an expression such as those under {@code that:} holds. */
    boolean holds(String expression);

    /** How verbose the run is: number of {@code -v}. */
    int verbosity();

    /** The group memberships, the check mode and other facts of the run that a module reads like a variable. */
    Object variable(String name);

    /** Which folder a name is searched in. */
    enum Kind {
        FILES,
        TEMPLATES,
        VARS
    }

    /** One thing in a folder on the controller. */
    record Entry(String relativePath, boolean directory, Content.LocalFile file, int mode) {}

    /** Ansible's options of the {@code template} module. */
    record TemplateOptions(
            boolean trimBlocks,
            boolean lstripBlocks,
            String newline,
            String blockStart,
            String blockEnd,
            String variableStart,
            String variableEnd,
            String commentStart,
            String commentEnd) {
        public static final TemplateOptions DEFAULT =
                new TemplateOptions(true, false, "\n", "{%", "%}", "{{", "}}", "{#", "#}");
    }
}
