package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.template.KnownAfterApplyException;
import io.nightshift.playbooks.template.References;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import io.nightshift.playbooks.template.Templates;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Judges templates at load time with the evaluator that runs them later. */
public final class TemplateValues implements LoadTimeValues {
    private final Templates templates;
    private final Map<String, Object> extraVariables;

    public TemplateValues(Templates templates, Map<String, Object> extraVariables) {
        this.templates = templates;
        this.extraVariables = extraVariables;
    }

    @Override
    public Optional<String> render(Source template, Map<String, Object> variables) {
        Map<String, Object> all = new LinkedHashMap<>(variables);
        all.putAll(extraVariables);
        try {
            return Optional.of(templates.renderToText(template, Scope.of(all)));
        } catch (TemplateException | KnownAfterApplyException e) {
            return Optional.empty();
        }
    }

    @Override
    public void checkTemplate(Source template, Diagnostics problems) {
        try {
            unknown(templates.references(template), template.position(), problems);
        } catch (TemplateException e) {
            problems.error(e.position(), 1, String.valueOf(e.getMessage()), e.hint());
        }
    }

    @Override
    public void checkCondition(Condition condition, Diagnostics problems) {
        String text = condition.expression();
        try {
            References references = text.contains("{%")
                    ? templates.references(new Source(text, condition.position()))
                    : templates.references(text, condition.position());
            unknown(references, condition.position(), problems);
        } catch (TemplateException e) {
            problems.error(e.position(), 1, String.valueOf(e.getMessage()), e.hint());
        }
    }

    /** Roles name other systems' filters in branches that never run, so this is a warning; reaching one is a failure. */
    private void unknown(References references, Position position, Diagnostics problems) {
        for (String name : templates.unknownNames(references)) {
            String word = name.substring(name.indexOf(' ') + 1);
            String hint = DidYouMean.closest(
                            word, name.startsWith("test") ? templates.testNames() : templates.filterNames())
                    .map(near -> "did you mean `" + near + "`?")
                    .orElse(null);
            problems.warning(
                    position, 1, "this version has no " + name + "; the task fails where a host reaches it", hint);
        }
    }
}
