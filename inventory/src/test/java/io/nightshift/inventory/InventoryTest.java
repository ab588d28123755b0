package io.nightshift.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.vault.Vault;
import io.nightshift.inventory.vault.VaultSecret;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    @TempDir
    Path folder;

    @Test
    void localhostIsAlwaysThereAndHasTheVariablesOfAll() throws IOException {
        Inventory inventory = read("[all:vars]\nzone=north\n[web]\nw1\n");
        Host localhost = inventory.host("localhost").orElseThrow();
        assertThat(localhost.implicit()).isTrue();
        assertThat(inventory.variablesOf(localhost)).isEqualTo(Map.of("ansible_connection", "local", "zone", "north"));
        assertThat(inventory.hosts()).extracting(Host::name).containsExactly("w1");
        assertThat(inventory.groupsOf(localhost)).isEmpty();
    }

    @Test
    void aListedLocalhostIsTheOneMeant() throws IOException {
        Inventory inventory = read("127.0.0.1 ansible_port=2222\n");
        assertThat(inventory.host("localhost")).get().extracting(Host::name).isEqualTo("127.0.0.1");
    }

    @Test
    void magicVariablesNameHostGroupsAndSource() throws IOException {
        Inventory inventory = read("[site:children]\nweb\n[web]\nw1.example.com\n[empty]\n");
        Host host = inventory.host("w1.example.com").orElseThrow();
        assertThat(inventory.magicVariablesOf(host))
                .containsEntry("inventory_hostname", "w1.example.com")
                .containsEntry("inventory_hostname_short", "w1")
                .containsEntry("group_names", List.of("site", "web"))
                .containsEntry("inventory_file", folder.resolve("hosts").toString())
                .containsEntry("inventory_dir", folder.toString());
        assertThat(inventory.groupMembers())
                .isEqualTo(Map.of(
                        "all", List.of("w1.example.com"),
                        "ungrouped", List.of(),
                        "site", List.of("w1.example.com"),
                        "web", List.of("w1.example.com"),
                        "empty", List.of()));
    }

    @Test
    void aHostAddedDuringARunJoinsItsGroups() throws IOException {
        Inventory before = read("[web]\nw1\n[web:vars]\nport=80\n");
        Inventory after = before.withHost("w2", List.of("web", "fresh"), Map.of("seat", 4L));
        Host added = after.host("w2").orElseThrow();
        assertThat(after.variablesOf(added)).isEqualTo(Map.of("port", 80L, "seat", 4L));
        assertThat(after.groupsOf(added)).extracting(Group::name).containsExactly("fresh", "web");
        assertThat(before.host("w2")).isEmpty();
    }

    @Test
    void hostsGroupedDuringARunGetTheGroupsVariableFiles() throws IOException {
        Files.createDirectories(folder.resolve("group_vars"));
        Files.writeString(folder.resolve("group_vars/os_debian.yml"), "manager: apt\n");
        Files.writeString(folder.resolve("group_vars/README.md"), "# no: variables: here\n");
        Inventory before = read("w1\nw2\n");
        Inventory after = before.withGroup(
                "os_debian", List.of(), List.of(before.host("w1").orElseThrow()));
        assertThat(after.hostsOf("os_debian")).extracting(Host::name).containsExactly("w1");
        assertThat(after.variablesOf(after.host("w1").orElseThrow())).isEqualTo(Map.of("manager", "apt"));
        assertThat(after.variablesOf(after.host("w2").orElseThrow())).isEmpty();
        assertThat(after.hostsOf("ungrouped")).extracting(Host::name).containsExactly("w2");
    }

    @Test
    void variableFilesMayBeEncrypted() throws IOException {
        VaultSecret secret = new VaultSecret("prod", "pw".toCharArray());
        String sealed =
                Vault.seal("password: topsecret\n".getBytes(StandardCharsets.UTF_8), secret, new SecureRandom());
        Files.createDirectories(folder.resolve("group_vars/web"));
        Files.writeString(folder.resolve("group_vars/web/vault.yml"), sealed);
        Files.writeString(folder.resolve("hosts"), "[web]\nw1\n");
        Vault vault = new Vault(List.of(secret));
        Diagnostics problems = new Diagnostics(folder);
        Inventory inventory = new InventoryReader(problems, vault).read(List.of("hosts"), folder, null);
        assertThat(inventory.variablesOf(inventory.host("w1").orElseThrow()))
                .isEqualTo(Map.of("password", "topsecret"));
        assertThat(new InventoryPrinter(inventory, vault.secretsSeen()).list())
                .contains("(from the vault)")
                .doesNotContain("topsecret");
    }

    @Test
    void aScriptIsAskedForEachHostWhereItsListHoldsNoVariables() throws IOException {
        script(
                "case $1 in --list) echo '{\"web\": [\"w1\", \"w2\"]}';; --host) echo \"{\\\"me\\\": \\\"$2\\\"}\";; esac");
        Inventory inventory = new InventoryReader(new Diagnostics(folder), null).read(List.of("hosts"), folder, null);
        assertThat(inventory.variablesOf(inventory.host("w2").orElseThrow())).isEqualTo(Map.of("me", "w2"));
    }

    @Test
    void aScriptThatHangsIsStopped() throws IOException {
        script("sleep 60");
        Diagnostics problems = new Diagnostics(folder);
        new InventoryReader(problems, null, Duration.ofMillis(200)).read(List.of("hosts"), folder, null);
        assertThat(problems.render()).contains("the script did not finish within");
    }

    @Test
    void aLimitFileHoldsOnePatternPerLine() throws IOException {
        Inventory inventory = read("[web]\nw1\nw2\nw3\n[db]\nd1\n");
        Files.writeString(folder.resolve("retry"), "w2\n\ndb\n");
        Diagnostics problems = new Diagnostics(folder);
        assertThat(HostPattern.ofLimit("@retry", Position.NONE, folder, problems)
                        .select(inventory, problems, Severity.ERROR))
                .extracting(Host::name)
                .containsExactly("w2", "d1");
    }

    @Test
    void tenThousandHostsAreReadWithTheirVariables() throws IOException {
        Files.createDirectories(folder.resolve("group_vars"));
        Files.createDirectories(folder.resolve("host_vars"));
        Files.writeString(folder.resolve("group_vars/all.yml"), "a: 1\nb: [1, 2]\n");
        Files.writeString(folder.resolve("host_vars/pc00007.lan.yml"), "seat: window\n");
        Inventory inventory = read("[pcs]\npc[00001:10000].lan rack=5\n[pcs:vars]\nzone=north\n");
        assertThat(inventory.hosts()).hasSize(10_000);
        Set<Object> zones = new java.util.HashSet<>();
        inventory.hosts().forEach(host -> zones.add(inventory.variablesOf(host).get("zone")));
        assertThat(zones).containsExactly("north");
        assertThat(inventory.variablesOf(inventory.host("pc00007.lan").orElseThrow()))
                .isEqualTo(Map.of("a", 1L, "b", List.of(1L, 2L), "zone", "north", "rack", 5L, "seat", "window"));
    }

    private Inventory read(String hosts) throws IOException {
        Files.writeString(folder.resolve("hosts"), hosts);
        Diagnostics problems = new Diagnostics(folder);
        Inventory inventory = new InventoryReader(problems, null).read(List.of("hosts"), folder, null);
        assertThat(problems.render()).isEmpty();
        return inventory;
    }

    private void script(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("hosts"), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
