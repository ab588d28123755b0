package io.nightshift.core.cli;

import io.nightshift.core.run.RunSettings;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.Playbook;
import io.nightshift.playbooks.template.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Asks the questions of {@code vars_prompt}, before any host is touched; answers given with {@code -e} are not asked for. */
final class PlayPrompts {
    private final Workbench bench;

    PlayPrompts(Workbench bench) {
        this.bench = bench;
    }

    /** Answers by play path and variable. */
    Map<String, Map<String, Object>> ask(Playbook playbook, RunSettings settings) {
        return ask(playbook, settings, Map.of());
    }

    /** Answers without those to secret questions, which are never stored. */
    static Map<String, Map<String, Object>> withoutSecrets(
            Playbook playbook, Map<String, Map<String, Object>> answers) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        for (Play play : playbook.plays()) {
            Map<String, Object> kept = new LinkedHashMap<>(answers.getOrDefault(play.path(), Map.of()));
            play.prompts().stream().filter(Play.Prompt::secret).forEach(prompt -> kept.remove(prompt.name()));
            all.put(play.path(), kept);
        }
        return all;
    }

    /** @param given answers that need not be asked for again */
    Map<String, Map<String, Object>> ask(
            Playbook playbook, RunSettings settings, Map<String, Map<String, Object>> given) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        for (Play play : playbook.plays()) {
            Map<String, Object> answers = new LinkedHashMap<>();
            for (Play.Prompt prompt : play.prompts()) {
                Object known = given.getOrDefault(play.path(), Map.of()).get(prompt.name());
                if (known != null) {
                    answers.put(prompt.name(), known);
                } else if (!settings.extraVariables().containsKey(prompt.name())) {
                    answers.put(prompt.name(), answer(prompt));
                } else if (prompt.secret()) {
                    bench.redactor.hide(settings.extraVariables().get(prompt.name()));
                }
            }
            all.put(play.path(), answers);
        }
        return all;
    }

    private Object answer(Play.Prompt prompt) {
        String question = prompt.question();
        Object otherwise = prompt.defaultValue();
        if (otherwise != null && !prompt.secret()) {
            question += " [" + otherwise + "]";
        }
        while (true) {
            Optional<String> typed = bench.terminal.ask(question, !prompt.secret());
            if (typed.isEmpty() && otherwise == null) {
                throw new Failure("error: `" + prompt.name()
                        + "` is asked for, and there is no terminal to ask at\nhint: give it with -e " + prompt.name()
                        + "=VALUE");
            }
            String answer =
                    typed.filter(text -> !text.isEmpty()).orElse(otherwise == null ? "" : String.valueOf(otherwise));
            if (prompt.confirm() && typed.isPresent()) {
                String again = bench.terminal.ask("Once more", !prompt.secret()).orElse("");
                if (!again.equals(answer)) {
                    System.err.println("The two answers differ.");
                    continue;
                }
            }
            if (prompt.secret()) {
                bench.redactor.hide(answer);
            }
            String method = prompt.encrypt();
            return method == null ? answer : encrypted(answer, method);
        }
    }

    private Object encrypted(String answer, String method) {
        Source filter = new Source(
                "{{ __answer | password_hash('" + method.replace("_crypt", "") + "') }}",
                io.nightshift.inventory.yaml.Position.NONE);
        Object hash = bench.templates.render(filter, Scope.of(Map.of("__answer", answer)));
        return hash == null ? "" : hash;
    }
}
