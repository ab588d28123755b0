package io.nightshift.core.run;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import io.nightshift.playbooks.template.UndefinedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a play's {@code vars_files} for a host; names may hold the host's variables, and of a list the first that exists counts. */
final class VarsFiles {
    private final RunContext run;
    private final PlayContext play;

    VarsFiles(RunContext run, PlayContext play) {
        this.run = run;
        this.play = play;
    }

    void read(HostMemory host) {
        if (play.play.varsFiles().isEmpty()) {
            return;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        Scope scope = new HostScope(run, play, host, null, Map.of());
        for (Object entry : play.play.varsFiles()) {
            List<?> choices = entry instanceof List<?> list ? list : List.of(entry);
            Optional<Path> found = choices.stream()
                    .map(choice -> path(choice, scope))
                    .flatMap(Optional::stream)
                    .filter(Files::isRegularFile)
                    .findFirst();
            if (found.isPresent()) {
                all.putAll(variables(found.get()));
            } else if (choices.stream().anyMatch(choice -> path(choice, scope).isPresent())) {
                throw new ModuleFailure("none of these files of variables is there: " + choices);
            }
        }
        run.varsFiles(play, host, all);
    }

    /** Empty while the name rests on facts that are not gathered yet, as in Ansible. */
    private Optional<Path> path(Object choice, Scope scope) {
        try {
            String name = choice instanceof Source source
                    ? run.templates.renderToText(source, scope)
                    : String.valueOf(choice);
            return Optional.of(play.play.directory().resolve(name));
        } catch (UndefinedException e) {
            return Optional.empty();
        } catch (TemplateException e) {
            throw new ModuleFailure(Sentences.of(e));
        }
    }

    private Map<String, Object> variables(Path file) {
        Diagnostics problems = new Diagnostics();
        Optional<YamlNode> node = run.readers.yaml(problems).read(file);
        if (problems.hasErrors()) {
            throw new ModuleFailure(problems.render().strip());
        }
        Map<String, Object> all = new LinkedHashMap<>();
        if (node.isPresent() && node.get() instanceof YamlNode.Mapping mapping) {
            mapping.toValue().forEach((key, value) -> HostMemory.putNullable(all, key, value));
        }
        return all;
    }
}
