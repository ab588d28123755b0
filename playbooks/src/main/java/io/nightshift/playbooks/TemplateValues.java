package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.template.KnownAfterApplyException;
import io.nightshift.playbooks.template.References;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.TemplateException;
import io.nightshift.playbooks.template.Templates;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            unknown(templates.references(template), template, problems);
        } catch (TemplateException e) {
            broken(e, template.text(), problems);
        }
    }

    @Override
    public void checkCondition(Condition condition, Diagnostics problems) {
        String text = condition.expression();
        try {
            References references = text.contains("{%")
                    ? templates.references(new Source(text, condition.position()))
                    : templates.references(text, condition.position());
            unknown(references, new Source(text, condition.position()), problems);
        } catch (TemplateException e) {
            broken(e, text, problems);
        }
    }

    private static void broken(TemplateException e, String text, Diagnostics problems) {
        String message = String.valueOf(e.getMessage());
        String hint = e.hint();
        if (hint == null) {
            hint = message.contains("found `=`")
                    ? "compare with `==`"
                    : message.startsWith("this tag has no end")
                            ? "close every `{{` with `}}`, every `{%` with `%}`; braces as text: `{{ '{{' }}`"
                            : Source.isTemplate(text)
                                    ? "what stands between `{{` and `}}` is an expression, such as `{{ name | upper }}`"
                                    : "an expression looks like `release == 12 and stage is defined`";
        }
        problems.error(e.position(), 1, message, hint);
    }

    /** Roles name other systems' filters in branches that never run, so this is a warning; reaching one is a failure. */
    private void unknown(References references, Source text, Diagnostics problems) {
        for (String name : templates.unknownNames(references)) {
            String word = name.substring(name.indexOf(' ') + 1);
            String hint = DidYouMean.closest(
                            word, name.startsWith("test") ? templates.testNames() : templates.filterNames())
                    .map(near -> "did you mean `" + near + "`?")
                    .orElse("names from a collection or a plugin of your own are not available");
            String kind = name.substring(0, name.indexOf(' '));
            int at = where(text.text(), kind, word);
            problems.warning(
                    text.at(Math.max(at, 0)),
                    at < 0 ? 1 : word.length(),
                    "this version has no " + kind + " `" + word + "`" + "; the task fails where a host reaches it",
                    hint);
        }
    }

    /** Where a filter, test or lookup is named in a template; -1 when it is not seen at once. */
    private static int where(String text, String kind, String word) {
        String before = switch (kind) {
            case "filter" -> "(?:\\|\\s*|['\"])";
            case "test" -> "(?:\\bis\\s+(?:not\\s+)?|['\"])";
            default -> "['\"]";
        };
        Matcher found =
                Pattern.compile(before + "(" + Pattern.quote(word) + ")\\b").matcher(text);
        return found.find() ? found.start(1) : -1;
    }
}
