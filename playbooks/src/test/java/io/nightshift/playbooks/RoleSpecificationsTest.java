package io.nightshift.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles that describe their variables, and roles that come in collections. */
class RoleSpecificationsTest {
    private static final String SPECIFICATION = """
            argument_specs:
              main:
                short_description: A web server
                description: Braces such as {{ these }} are no template.
                options:
                  pages: {type: int, required: yes, description: "not {{ rendered }}"}
              other:
                options:
                  page: {type: path}
            """;

    @TempDir
    private Path folder;

    private Reading reading() {
        return Reading.in(folder)
                .file("roles/web/tasks/main.yml", "- name: Own task\n  debug: {msg: hello}\n")
                .file("roles/web/tasks/other.yml", "- name: Other task\n  debug: {msg: hello}\n");
    }

    private static List<Task> tasks(Playbook playbook) {
        List<Task> all = Reading.all(playbook.plays().get(0).roleTasks());
        all.addAll(Reading.all(playbook.plays().get(0).tasks()));
        return all;
    }

    @Test
    void a_role_that_describes_its_variables_begins_by_checking_them() {
        List<Task> tasks = tasks(reading()
                .file("roles/web/meta/argument_specs.yml", SPECIFICATION)
                .playbook("- hosts: all\n  roles:\n    - {role: web, pages: 80, tags: [web], when: wanted}\n"));
        assertThat(tasks)
                .extracting(Task::title)
                .containsExactly("Validating arguments against arg spec 'main' - A web server", "Own task");
        Task check = tasks.get(0);
        assertThat(check.call().shortName()).isEqualTo("validate_argument_spec");
        assertThat(check.call().arguments().get("argument_spec"))
                .isEqualTo(
                        Map.of("pages", Map.of("type", "int", "required", true, "description", "not {{ rendered }}")));
        assertThat(check.call().arguments().get("provided_arguments")).isEqualTo(Map.of("pages", 80L));
        assertThat(check.directives().tags()).containsExactlyInAnyOrder("web", "always");
        assertThat(check.directives().when()).hasSize(1);
        assertThat(check.position().toString()).endsWith("argument_specs.yml:6:7");
        assertThat(check.path()).isNotEqualTo(tasks.get(1).path());
    }

    @Test
    void other_entry_points_have_their_own_and_it_can_be_left_out() {
        Reading reading = reading().file("roles/web/meta/main.yml", SPECIFICATION);
        assertThat(tasks(reading.playbook("""
                        - hosts: all
                          tasks:
                            - import_role: {name: web, tasks_from: other}
                            - import_role: {name: web, rolespec_validate: no}
                        """)))
                .extracting(Task::title)
                .containsExactly("Validating arguments against arg spec 'other'", "Other task", "Own task");
    }

    @Test
    void a_role_of_a_collection_is_found_by_its_full_name_or_where_the_play_names_the_collection() {
        Reading reading = reading()
                .file("collections/ansible_collections/acme/net/roles/proxy/meta/main.yml", "dependencies: [base]\n")
                .file("collections/ansible_collections/acme/net/roles/proxy/tasks/main.yml", "- name: Proxy\n  ping:\n")
                .file("collections/ansible_collections/acme/net/roles/base/tasks/main.yml", "- name: Base\n  ping:\n");
        assertThat(tasks(reading.playbook("- hosts: all\n  roles: [acme.net.proxy]\n")))
                .extracting(Task::title)
                .containsExactly("Base", "Proxy");
        assertThat(tasks(reading.playbook("- hosts: all\n  collections: [acme.net]\n  roles: [base]\n")))
                .extracting(Task::title)
                .containsExactly("Base");
    }
}
