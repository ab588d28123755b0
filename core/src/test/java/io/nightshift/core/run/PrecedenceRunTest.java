package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows of {@code variable-precedence.md} that a run decides: each place beats all the ones before it. */
class PrecedenceRunTest {
    /** Sets `v` in the first {@code rows} places and gives what a task of the role sees. */
    private static String seenWith(int rows) {
        boolean[] has = new boolean[12];
        for (int i = 0; i < rows; i++) {
            has[i] = true;
        }
        ARun run = aRun();
        run.inventory("pc " + (has[1] ? "v=inventory" : "") + "\n[all:vars]\nansible_connection=local\n");
        run.file("roles/r/defaults/main.yml", has[0] ? "v: defaults\n" : "w: 1\n");
        run.file("roles/r/vars/main.yml", has[5] ? "v: role vars\n" : "w: 1\n");
        run.file("files.yml", has[4] ? "v: vars_files\n" : "w: 1\n");
        run.file("included.yml", "v: include_vars\n");
        List<String> tasks = new ArrayList<>();
        if (has[8]) {
            tasks.add("- include_vars: ../../../included.yml");
        }
        if (has[9]) {
            tasks.add("- set_fact: {v: set_fact}");
        }
        tasks.add("- block:\n    - debug: msg={{ v }}\n" + (has[7] ? "      vars: {v: task vars}\n" : "")
                + (has[6] ? "  vars: {v: block vars}" : ""));
        run.file("roles/r/tasks/main.yml", String.join("\n", tasks) + "\n");
        if (has[11]) {
            run.with("v", "extra vars");
        }
        Told told = run.of("""
                        - hosts: all
                          gather_facts: no
                          %s
                          vars_files: [files.yml]
                          roles:
                            - role: r
                              %s
                        """.formatted(
                        has[3] ? "vars: {v: play vars}" : "vars: {x: 1}", has[10] ? "v: role parameter" : "x: 1"))
                .go();
        assertThat(told.said("pc")).as(told.detail("pc")).hasSize(1);
        return told.said("pc").get(0);
    }

    @Test
    void everyPlaceBeatsTheOnesBeforeIt() {
        List<String> order = List.of(
                "defaults",
                "inventory",
                "inventory",
                "play vars",
                "vars_files",
                "role vars",
                "block vars",
                "task vars",
                "include_vars",
                "set_fact",
                "role parameter",
                "extra vars");
        for (int rows = 1; rows <= order.size(); rows++) {
            assertThat(seenWith(rows)).as(rows + " places").isEqualTo(order.get(rows - 1));
        }
    }

    @Test
    void promptedAnswersStandBetweenPlayVarsAndVarsFiles() {
        String playbook = """
                - hosts: all
                  gather_facts: no
                  vars: {v: play vars}
                  vars_prompt:
                    - {name: v, prompt: "what?"}
                  %s
                  tasks:
                    - debug: msg={{ v }}
                """;
        assertThat(aRun().on("pc")
                        .answering("v", "answer")
                        .of(playbook.formatted(""))
                        .go()
                        .said("pc"))
                .containsExactly("answer");
        assertThat(aRun().on("pc")
                        .answering("v", "answer")
                        .file("f.yml", "v: file\n")
                        .of(playbook.formatted("vars_files: [f.yml]"))
                        .go()
                        .said("pc"))
                .containsExactly("file");
    }

    @Test
    void amongRolesTheLaterOneCountsForThePlay() {
        Told told = aRun().on("pc")
                .file("roles/a/defaults/main.yml", "d: a\n")
                .file("roles/b/defaults/main.yml", "d: b\n")
                .file("roles/a/vars/main.yml", "v: a\n")
                .file("roles/b/vars/main.yml", "v: b\n")
                .file("roles/a/tasks/main.yml", "- debug: msg=\"{{ d }}{{ v }}\"\n")
                .of("""
                        - hosts: all
                          gather_facts: no
                          roles: [a, b]
                          tasks:
                            - debug: msg="{{ d }}{{ v }}"
                        """)
                .go();

        assertThat(told.said("pc")).containsExactly("aa", "bb");
    }

    @Test
    void setFactBeatsTaskVarsAndARegisteredResultBeatsBoth() {
        Told told = aRun().on("pc").of("""
                        - hosts: all
                          gather_facts: no
                          tasks:
                            - set_fact: {v: fact}
                            - debug: msg="{{ v }}"
                              vars: {v: task}
                            - debug: msg=x
                              register: v
                            - debug: msg="{{ v.msg }}"
                        """).go();

        assertThat(told.said("pc")).containsExactly("fact", "x", "x");
    }
}
