package io.nightshift.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans as a technician makes and applies them: what may have changed in between is named, and secrets are not in the file. */
class PlanCommandTest {
    @TempDir
    private Path work;

    @Test
    void a_plan_is_applied_once_it_is_accepted_and_only_while_it_holds() throws Exception {
        write("hosts", "pc1 ansible_connection=local\npc2 ansible_connection=local\n");
        write("motd.j2", "for {{ inventory_hostname }}\n");
        write("site.yml", """
                - hosts: all
                  gather_facts: no
                  tasks:
                    - name: message
                      template: src=motd.j2 dest={{ folder }}/{{ inventory_hostname }}
                    - name: secret
                      copy: content="{{ word }}" dest={{ folder }}/secret-{{ inventory_hostname }} mode=0600
                    - name: ask
                      command: echo {{ inventory_hostname }}
                      changed_when: false
                      register: said
                    - name: use
                      copy: content="{{ said.stdout }}" dest={{ folder }}/said-{{ inventory_hostname }}
                """);
        String planned = nightshift(
                0,
                "plan",
                "site.yml",
                "-i",
                "hosts",
                "-o",
                "it.plan",
                "-e",
                "folder=" + work,
                "-e",
                "word=sesame-open-2");
        assertThat(planned)
                .contains(
                        "2 hosts alike: pc1, pc2",
                        "write " + work + "/HOST",
                        "can be undone",
                        "known after apply",
                        "nightshift apply it.plan --accept-deferred");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.resolve("it.plan"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(work.resolve("it.plan"))).doesNotContain("sesame-open-2");
        assertThat(work.resolve("pc1")).doesNotExist();

        assertThat(nightshift(2, "apply", "it.plan"))
                .contains("known only after apply: `use`", "hint: --accept-deferred");

        write("group_vars/all.yml", "x: 1\n");
        write("motd.j2", "other\n");
        assertThat(nightshift(2, "apply", "it.plan", "--accept-deferred"))
                .contains("the plan no longer holds", "motd.j2 was changed", "group_vars/all.yml is new");
        Files.delete(work.resolve("group_vars/all.yml"));
        write("motd.j2", "for {{ inventory_hostname }}\n");

        write("pc2", "somebody else's");
        assertThat(nightshift(1, "apply", "it.plan", "--accept-deferred"))
                .contains("pc2  ROLLED_BACK: refused: changed since the plan: " + work.resolve("pc2"), "1 updated");
        assertThat(work.resolve("pc1")).hasContent("for pc1");
        assertThat(work.resolve("said-pc1")).hasContent("pc1");
        assertThat(work.resolve("pc2")).hasContent("somebody else's");
        String id = nightshift(0, "plan", "--show", "it.plan")
                .lines()
                .filter(line -> line.startsWith("  id"))
                .map(line -> line.substring(7))
                .findFirst()
                .orElseThrow();
        String run = nightshift(0, "runs", "-n", "1")
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(" ")[0];
        assertThat(nightshift(0, "runs", run)).contains("plan      " + id);
        assertThat(nightshift(0, "report", run)).contains(id);

        write("it.plan", Files.readString(work.resolve("it.plan")).replace("0600", "0666"));
        assertThat(nightshift(2, "apply", "it.plan", "--accept-deferred"))
                .contains("is not as `nightshift plan` wrote it");
    }

    @Test
    void what_this_version_lacks_is_an_error_before_any_host_is_asked() throws Exception {
        write(
                "site.yml",
                "- hosts: localhost\n  gather_facts: no\n  tasks:\n    - no_such.collection.thing: {}\n      when: false\n");
        assertThat(nightshift(2, "plan", "site.yml")).contains("no_such.collection.thing");
    }

    private void write(String name, String text) throws Exception {
        Files.createDirectories(work.resolve(name).getParent());
        Files.writeString(work.resolve(name), text);
    }

    private String nightshift(int expected, String... words) throws Exception {
        Path output = Files.createTempFile(work, "output", "");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + work,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("NIGHTSHIFT_STATE", work.resolve("state").toString());
        builder.environment().put("HOME", work.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(expected);
        return Files.readString(output);
    }
}
