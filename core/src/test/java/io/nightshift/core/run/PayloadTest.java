package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.Scoreboard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What hosts say is data for ever: templates in outputs, facts, file names and file contents are never evaluated. */
class PayloadTest {
    private static final int PAYLOADS = 500;
    /** What any evaluation would print; no payload holds it, and it is too long to turn up in a checksum by chance. */
    private static final String EVALUATED = "796480000000999";

    @TempDir
    Path folder;

    private static Set<String> payloads() {
        List<String> cores = List.of(
                "{{ 587 + 796480000000412 }}",
                "{{587+796480000000412}}",
                "{{- 587+796480000000412 -}}",
                "{% set x = 587+796480000000412 %}{{ x }}",
                "{% if true %}{{ 587+796480000000412 }}{% endif %}",
                "{% for i in [587+796480000000412] %}{{ i }}{% endfor %}",
                "{{ lookup('pipe', 'expr 587 + 796480000000412') }}",
                "{{ query('pipe', 'expr 587 + 796480000000412') }}",
                "{{ (587+796480000000412) | string }}",
                "{{ ''.__class__.__mro__ }}{{ 587+796480000000412 }}",
                "{# x #}{{ 587+796480000000412 }}",
                "{{ '{{ 587+796480000000412 }}' }}",
                "{{ [587, 796480000000412] | sum }}",
                "{{ hostvars[inventory_hostname] | length + 796480000000998 }}",
                "{% raw %}{% endraw %}{{ 587+796480000000412 }}",
                "{{ undefined_variable }}{{ 587+796480000000412 }}",
                "{{ 1/0 }}{{ 587+796480000000412 }}");
        List<String> frames = List.of(
                "%s",
                "a %s b",
                "%s%s",
                "[%s]",
                "{\"a\": \"%s\"}",
                "!unsafe %s",
                "'%s'",
                "\"%s\"",
                "\\%s",
                "=%s",
                "%s\n%s",
                "{{ '%s' }}",
                "{%% raw %%}%s{%% endraw %%}",
                "- %s",
                "k: %s",
                "<%s>",
                "$(%s)",
                "`%s`",
                "{{ %s",
                "%s }}",
                "#!%s",
                "jinja2: %s",
                "{%% set y = 1 %%}%s",
                "\u00e9%s",
                "\t%s",
                "{{%s}}",
                "%% %s",
                "&%s",
                "*%s",
                "|%s");
        Set<String> all = new LinkedHashSet<>();
        for (String frame : frames) {
            for (String core : cores) {
                all.add(frame.replace("%%", "%").replace("%s", core));
            }
        }
        return all.stream().limit(PAYLOADS).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Test
    void nothingThatAHostSaysIsEvaluated() throws IOException {
        List<String> payloads = List.copyOf(payloads());
        assertThat(payloads).hasSize(PAYLOADS);
        Path said = Files.writeString(
                folder.resolve("said.json"), JsonMapper.builder().build().writeValueAsString(payloads));
        Path names = Files.createDirectory(folder.resolve("names"));
        for (String payload : payloads) {
            if (payload.indexOf('/') < 0 && payload.getBytes(StandardCharsets.UTF_8).length < 250) {
                Files.writeString(names.resolve(payload), payload);
            }
        }
        Told told = aRun().on("pc")
                .with("said", said.toString())
                .with("names", names.toString())
                .of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - {command: "cat {{ said }}", register: out, changed_when: false}
                            - {set_fact: {heard: "{{ out.stdout | from_json }}"}}
                            - {find: {paths: "{{ names }}", hidden: yes}, register: found}
                            - {slurp: {src: "{{ said }}"}, register: eaten}
                            - {set_fact: {again: "{{ heard }}", named: "{{ found.files | map(attribute='path') | list }}"}}
                            - {set_fact: {first: "{{ heard[0] }}"}}
                            - {debug: {msg: "{{ first }} and {{ first | upper }}"}}
                            - {copy: {content: "{{ heard | to_json }}", dest: "{{ work }}/copied"}, vars: {more: "{{ heard }}"}}
                            - {copy: {content: "{{ item }}", dest: "{{ work }}/item-{{ index }}"}, loop: "{{ heard[:100] }}", loop_control: {index_var: index}}
                            - {template: {src: t.j2, dest: "{{ work }}/templated"}}
                            - {lineinfile: {path: "{{ work }}/lines", line: "{{ item }}", create: yes}, loop: "{{ heard[:40] }}"}
                            - {shell: "printf '%s\\n' {{ item | quote }}", register: echoed, loop: "{{ heard[:60] }}", changed_when: false}
                            - {debug: {msg: "{{ echoed.results | map(attribute='stdout') | list }}"}}
                            - {debug: {msg: "{{ heard }}"}}
                            - {debug: {var: again}}
                            - {debug: {msg: "{{ named }}"}}
                            - {debug: {msg: "{{ eaten.content | b64decode }}"}}
                            - {debug: {msg: "{{ hostvars['pc'].heard }}"}}
                            - {assert: {that: ["heard[1] in heard"], success_msg: "{{ heard[1] }}"}}
                            - {fail: {msg: "{{ heard[0] }}"}, ignore_errors: yes, when: "heard[0] == again[0]"}
                        """)
                .file("templates/t.j2", "{% for each in heard %}{{ each }}\u0001{% endfor %}")
                .go();

        assertThat(told.state("pc").good()).as(told.detail("pc")).isTrue();
        List<String> evaluated = new ArrayList<>();
        told.events().stream()
                .map(String::valueOf)
                .filter(event -> event.contains(EVALUATED))
                .forEach(evaluated::add);
        Trees.texts(told.work()).forEach((file, text) -> {
            if (text.contains(EVALUATED)) {
                evaluated.add(file + ": " + text);
            }
        });
        String copied = Files.readString(told.work().resolve("copied"));
        List<?> back = JsonMapper.builder().build().readValue(copied, List.class);
        long same = 0;
        String[] templated = Files.readString(told.work().resolve("templated")).split("\u0001", -1);
        for (int i = 0; i < payloads.size(); i++) {
            boolean kept = payloads.get(i).equals(back.get(i))
                    && payloads.get(i).equals(templated[i])
                    && (i >= 100
                            || payloads.get(i)
                                    .equals(Files.readString(told.work().resolve("item-" + i))));
            same += kept ? 1 : 0;
        }
        Scoreboard.line(
                "S-04",
                "payloads",
                PAYLOADS,
                evaluated.isEmpty() ? same : 0,
                evaluated.size() + " evaluated, " + (PAYLOADS - same) + " changed");
        assertThat(evaluated).isEmpty();
        assertThat(same).isEqualTo(PAYLOADS);
    }
}
