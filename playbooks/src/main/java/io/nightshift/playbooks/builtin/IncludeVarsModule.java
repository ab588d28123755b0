package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Controller;
import io.nightshift.playbooks.module.Effect;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code include_vars}: variables come from a file, or from all files of a folder. */
final class IncludeVarsModule implements ActionModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "include_vars",
                    "Reads variables from a file or a folder of files.",
                    Parameter.string("file", "The file; looked for in the role's and the playbook's `vars/`, too.")
                            .alias("_raw_params", "free_form"),
                    Parameter.string("dir", "A folder whose files are read in the order of their names."),
                    Parameter.string("name", "Put all of it into one variable of this name."),
                    Parameter.of("depth", Parameter.Type.INTEGER, "How many levels of folders; 0 for all.")
                            .or(0L),
                    Parameter.string("files_matching", "A regular expression that file names must contain."),
                    Parameter.of(
                            "ignore_files",
                            Parameter.Type.STRINGS,
                            "File names to leave out; may be regular expressions."),
                    Parameter.of("extensions", Parameter.Type.STRINGS, "Endings of files to read.")
                            .or(List.of("yaml", "yml", "json")),
                    Parameter.flag("ignore_unknown_extensions", false, "Leave out files with other endings."),
                    Parameter.of("hash_behaviour", Parameter.Type.STRING, "Whether mappings are merged or replaced.")
                            .oneOf("replace", "merge"))
            .freeForm("file")
            .exclusive("file", "dir")
            .oneOf("file", "dir");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public Done act(Args args) {
        Map<String, Object> variables = new LinkedHashMap<>();
        List<String> files = new ArrayList<>();
        if (args.has("file")) {
            files.add(args.string("file"));
        } else {
            files.addAll(filesOf(args));
        }
        boolean merge = args.optional("hash_behaviour").orElse("replace").equals("merge");
        for (String file : files) {
            args.controller().variables(file).forEach((name, value) -> put(variables, name, value, merge));
        }
        Map<String, Object> included = args.has("name") ? Map.of(args.string("name"), variables) : variables;
        return Done.of(
                Result.unchanged().with("ansible_facts", included).with("ansible_included_var_files", files),
                new Effect.IncludeVariables(included));
    }

    private static List<String> filesOf(Args args) {
        String folder = args.string("dir");
        List<Pattern> ignored = args.strings("ignore_files").stream()
                .map(text -> pattern(text + "$"))
                .toList();
        Pattern wanted = pattern(args.optional("files_matching").orElse(""));
        long depth = args.number("depth").orElse(0L);
        List<String> files = new ArrayList<>();
        for (Controller.Entry entry : args.controller().tree(folder, Controller.Kind.VARS)) {
            String path = entry.relativePath();
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (entry.directory()
                    || (depth > 0 && path.chars().filter(c -> c == '/').count() >= depth)
                    || !wanted.matcher(name).find()
                    || ignored.stream().anyMatch(skip -> skip.matcher(name).lookingAt())) {
                continue;
            }
            String extension = name.substring(name.lastIndexOf('.') + 1);
            if (args.strings("extensions").contains(extension)) {
                files.add(folder + "/" + path);
            } else if (!args.flag("ignore_unknown_extensions")) {
                throw new ModuleFailure(folder + "/" + path + " does not end in one of "
                        + String.join(", ", args.strings("extensions"))
                        + "; ignore_unknown_extensions: true leaves such files out");
            }
        }
        return files;
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new ModuleFailure("`" + text + "` is not a regular expression: " + e.getDescription());
        }
    }

    private static void put(Map<String, Object> variables, String name, Object value, boolean merge) {
        Object old = variables.get(name);
        if (merge && old instanceof Map<?, ?> before && value instanceof Map<?, ?> after) {
            Map<String, Object> both = new LinkedHashMap<>();
            before.forEach((key, some) -> both.put(String.valueOf(key), some));
            after.forEach((key, some) -> put(both, String.valueOf(key), some, true));
            variables.put(name, both);
        } else {
            variables.put(name, value);
        }
    }
}
