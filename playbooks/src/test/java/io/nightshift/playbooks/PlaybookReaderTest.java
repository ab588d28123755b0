package io.nightshift.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybookReaderTest {
    @TempDir
    Path folder;

    private Reading reading;

    @BeforeEach
    void begin() {
        reading = Reading.in(folder);
    }

    @Test
    void innerKeywordsHideOuterOnesAndConditionsAndTagsAddUp() {
        Play play = reading.tasks("""
                - block:
                    - ping:
                      when: two
                      tags: inner
                      become_user: app
                  when: one
                  tags: [outer]
                  become: yes
                  become_user: root
                  rescue:
                    - ping:
                  always:
                    - ping:
                """);
        Block block = (Block) play.tasks().get(0);
        Directives inner = block.items().get(0).directives();

        assertThat(inner.when()).extracting(Condition::expression).containsExactly("one", "two");
        assertThat(inner.tags()).containsExactly("outer", "inner");
        assertThat(inner.value("become_user")).isEqualTo("app");
        assertThat(inner.value("become")).isEqualTo(true);
        assertThat(block.rescue()).hasSize(1);
        assertThat(block.always()).hasSize(1);
    }

    @Test
    void aMigrationIsABlockOfStagesEachWithAnAnnouncement() {
        Play play = reading.tasks("""
                - name: The register
                  migration:
                    copy:
                      - ping:
                    freeze:
                      night: next
                      tasks:
                        - ping:
                        - ping:
                    verify: []
                    switch:
                  become: yes
                  when: one
                """);
        Block migration = (Block) play.tasks().get(0);
        List<Block> stages = migration.items().stream().map(Block.class::cast).toList();

        assertThat(stages).extracting(Block::name).containsExactly("copy", "freeze", "verify", "switch");
        assertThat(stages).extracting(stage -> stage.items().size()).containsExactly(2, 3, 1, 1);
        assertThat(stages).extracting(Block::path).containsExactly("p1.t1.b2", "p1.t1.b4", "p1.t1.b6", "p1.t1.b7");
        Task freeze = (Task) stages.get(1).items().get(0);
        assertThat(freeze.call().shortName()).isEqualTo("migration_stage");
        assertThat(freeze.call().arguments()).hasToString("{stage=freeze, of=The register, night=next}");
        assertThat(freeze.directives().value("become")).isEqualTo(true);
        assertThat(freeze.directives().when()).hasSize(1);
    }

    @Test
    void inlineArgumentsKeepQuotesAndTemplatesWhole() {
        Task copy = reading.task("- copy: src=a dest=\"/opt/my app\" mode={{ '06' ~ '44' }}");

        assertThat(copy.call().arguments()).containsEntry("dest", "/opt/my app").containsEntry("src", "a");
        assertThat(copy.call().arguments().get("mode")).hasToString("{{ '06' ~ '44' }}");
    }

    @Test
    void aCommandKeepsItsTextBesideItsOptions() {
        Task command = reading.task("- shell: echo a=b \"c  d\" chdir=/tmp");

        assertThat(command.call().arguments()).containsEntry("chdir", "/tmp").containsValue("echo a=b \"c  d\"");
    }

    @Test
    void actionAndLocalActionNameTheirModule() {
        assertThat(reading.task("- action: copy src=a dest=/b").call().shortName())
                .isEqualTo("copy");
        Task local = reading.task("- local_action:\n    module: copy\n    src: a\n    dest: /b");
        assertThat(local.call().arguments()).containsEntry("dest", "/b");
        assertThat(local.directives().value("delegate_to")).isEqualTo("localhost");
    }

    @Test
    void loopsAreReadWithTheirControl() {
        Loop loop = reading.task("""
                - debug:
                    msg: "{{ person }}"
                  with_items: [ann, bob]
                  loop_control:
                    loop_var: person
                    index_var: number
                    label: "{{ person }}"
                """).loop();

        assertThat(loop).isNotNull();
        assertThat(loop.lookup()).isEqualTo("items");
        assertThat(loop.items()).isEqualTo(List.of("ann", "bob"));
        assertThat(loop.variable()).isEqualTo("person");
        assertThat(loop.indexVariable()).isEqualTo("number");
    }

    @Test
    void importsBringTasksWithTagsConditionsAndVariables() {
        reading.file("more/install.yml", "- ping:\n- ping:\n");
        Play play = reading.play("""
                - hosts: all
                  vars:
                    kind: install
                  tasks:
                    - import_tasks: "{{ playbook_dir }}/more/{{ kind }}.yml"
                      tags: setup
                      when: wanted
                      vars:
                        port: 80
                """);

        assertThat(Reading.all(play.tasks())).hasSize(2).allSatisfy(task -> {
            assertThat(task.directives().tags()).containsExactly("setup");
            assertThat(task.directives().when()).hasSize(1);
            assertThat(task.directives().variables()).containsEntry("port", 80L);
        });
    }

    @Test
    void importedPlaybooksInheritTagsAndConditions() {
        reading.file("other.yml", "- hosts: web\n  tasks:\n    - ping:\n");
        Playbook playbook = reading.playbook("- import_playbook: other.yml\n  tags: web\n  when: wanted\n");

        Task task = Reading.all(playbook.plays().get(0).tasks()).get(0);
        assertThat(task.directives().tags()).containsExactly("web");
        assertThat(task.directives().when()).hasSize(1);
    }

    @Test
    void aRoleComesWithDependenciesDefaultsVariablesHandlersAndParameters() {
        reading.file("roles/web/tasks/main.yml", "- ping:\n  notify: reload\n")
                .file("roles/web/handlers/main.yml", "- name: reload\n  ping:\n  listen: changed\n")
                .file("roles/web/defaults/main.yml", "port: 80\n")
                .file("roles/web/vars/main/a.yml", "user: www\n")
                .file("roles/web/meta/main.yml", "dependencies:\n  - common\n")
                .file("roles/common/tasks/main.yml", "- ping:\n");
        Play play = reading.play("- hosts: all\n  roles:\n    - role: web\n      site: shop\n      tags: web\n");

        assertThat(Reading.all(play.roleTasks())).hasSize(2);
        assertThat(play.handlers()).singleElement().satisfies(handler -> {
            assertThat(handler.handler()).isTrue();
            assertThat(handler.listen()).isEqualTo(List.of("changed"));
        });
        RoleScope web = play.roles().stream()
                .filter(scope -> scope.name().equals("web"))
                .findFirst()
                .orElseThrow();
        assertThat(web.defaults()).isEqualTo(Map.of("port", 80L));
        assertThat(web.variables()).isEqualTo(Map.of("user", "www"));
        assertThat(web.parameters()).isEqualTo(Map.of("site", "shop"));
    }

    @Test
    void aRoleRunsOncePerPlayUnlessItMayRepeatOrDiffers() {
        reading.file("roles/web/tasks/main.yml", "- ping:\n");
        assertThat(Reading.all(
                        reading.play("- hosts: all\n  roles: [web, web]\n").roleTasks()))
                .hasSize(1);
        assertThat(Reading.all(reading.play("- hosts: all\n  roles:\n    - web\n    - {role: web, site: shop}\n")
                        .roleTasks()))
                .hasSize(2);
        reading.file("roles/web/meta/main.yml", "allow_duplicates: true\n");
        assertThat(Reading.all(
                        reading.play("- hosts: all\n  roles: [web, web]\n").roleTasks()))
                .hasSize(2);
    }

    @Test
    void aRolesNameMayComeFromTheCommandLine() {
        reading.file("roles/web/tasks/main.yml", "- ping:\n");
        Play play = reading.with("role", "web").play("- hosts: all\n  roles:\n    - \"{{ role }}\"\n");

        assertThat(Reading.all(play.roleTasks())).hasSize(1);
    }

    @Test
    void promptsAreReadAndHiddenUnlessToldOtherwise() {
        Play play = reading.play(
                "- hosts: all\n  vars_prompt:\n    - name: a\n    - {name: b, private: no}\n  tasks: []\n");

        assertThat(play.prompts()).extracting(Play.Prompt::secret).containsExactly(true, false);
    }

    @Test
    void theOldIncludeTakesTagsAndVariablesBesideItsFile() {
        reading.file("deploy.yml", "- ping:\n");
        Task include = reading.task("- include: deploy.yml tags=deploy strict=yes");

        assertThat(include.directives().tags()).containsExactly("deploy");
        assertThat(include.directives().variables()).containsEntry("strict", "yes");
    }

    @Test
    void anUnknownModuleWarnsAndAnUnknownKeywordIsAnError() {
        assertThat(reading.problemsOfTasks("- seport:\n    ports: 80\n- zpool: name=a\n"))
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("warning: this version has no module"));
        assertThat(reading.problemsOfTasks("- ping:\n  nonsense: 1\n"))
                .containsExactly("error: `nonsense` is not a keyword of a task");
        assertThat(reading.problemsOfTasks("- debug:\n    msg: \"{{ x | nonsense }}\"\n"))
                .singleElement()
                .asString()
                .startsWith("warning: this version has no filter `nonsense`");
    }
}
