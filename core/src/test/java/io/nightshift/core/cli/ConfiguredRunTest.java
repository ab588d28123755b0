package io.nightshift.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.demo.DemoFleet;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose inventory, roles, collections and vault password come from an {@code ansible.cfg} beside it. */
class ConfiguredRunTest {
    @TempDir
    private Path work;

    private void write(String name, String text) throws Exception {
        Path file = work.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void everything_is_found_where_the_configuration_says_and_host_keys_are_checked_all_the_same() throws Exception {
        try (DemoFleet fleet = DemoFleet.start(work.resolve("fleet"), 1)) {
            write("ansible.cfg", """
                    [defaults]
                    inventory = fleet/inventory.ini
                    roles_path = shared
                    collections_path = bought
                    host_key_checking = False
                    """);
            write("shared/greeting/tasks/main.yml", "- ping:\n- debug: {msg: from roles_path}\n");
            write(
                    "bought/ansible_collections/acme/desk/roles/setup/tasks/main.yml",
                    "- debug: {msg: from collections_path}\n");
            write("site.yml", "- hosts: pcs\n  gather_facts: no\n  roles: [greeting, acme.desk.setup]\n");
            assertThat(run(0))
                    .contains(
                            "warning: `host_key_checking` is not switched off: host keys are always checked",
                            "ansible.cfg:5",
                            "from roles_path",
                            "from collections_path",
                            "1 unchanged");
            Files.writeString(fleet.knownHosts(), "");
            assertThat(run(1)).contains("pc01  UNREACHABLE", "--accept-new");
        }
    }

    private String run(int expected) throws Exception {
        Path output = work.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.home=" + work,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "site.yml"))
                .directory(work.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("NIGHTSHIFT_STATE", work.resolve("state").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(expected);
        return Files.readString(output);
    }
}
