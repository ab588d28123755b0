package io.nightshift.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionVariablesTest {
    private final Diagnostics problems = new Diagnostics();

    @Test
    void withoutVariablesTheNameIsTheAddress() {
        ConnectionVariables variables = ConnectionVariables.of("w1", Map.of(), problems);
        assertThat(variables.host()).isEqualTo("w1");
        assertThat(variables.port()).isEmpty();
        assertThat(variables.user()).isEmpty();
        assertThat(variables.become()).isEmpty();
    }

    @Test
    void valuesComeInAnyType() {
        ConnectionVariables variables = ConnectionVariables.of(
                "w1",
                Map.of(
                        "ansible_host",
                        "10.0.0.1",
                        "ansible_port",
                        2222L,
                        "ansible_become",
                        "yes",
                        "ansible_password",
                        12345L),
                problems);
        assertThat(variables.host()).isEqualTo("10.0.0.1");
        assertThat(variables.port()).hasValue(2222);
        assertThat(variables.become()).contains(true);
        assertThat(variables.password()).contains("12345");
    }

    @Test
    void theOlderNamesWork() {
        ConnectionVariables variables = ConnectionVariables.of(
                "w1",
                Map.of(
                        "ansible_ssh_host",
                        "h",
                        "ansible_ssh_port",
                        "23",
                        "ansible_ssh_user",
                        "u",
                        "ansible_ssh_pass",
                        "p",
                        "ansible_ssh_private_key_file",
                        "k",
                        "ansible_become_pass",
                        "b"),
                problems);
        assertThat(variables.host()).isEqualTo("h");
        assertThat(variables.port()).hasValue(23);
        assertThat(variables.user()).contains("u");
        assertThat(variables.password()).contains("p");
        assertThat(variables.privateKeyFile()).contains("k");
        assertThat(variables.becomePassword()).contains("b");
    }

    @Test
    void passwordsDoNotShow() {
        assertThat(ConnectionVariables.of("w1", Map.of("ansible_password", "hidden"), problems)
                        .toString())
                .isEqualTo("ConnectionVariables[w1]");
    }

    @Test
    void aWrongValueNamesTheHost() {
        ConnectionVariables.of("w1", Map.of("ansible_port", "ssh", "ansible_become", "maybe"), problems);
        assertThat(problems.render()).isEqualTo("""
                        error: `ansible_port` of the host `w1` is `ssh`, but should be a whole number from 1 to 65535
                        hint: see where it comes from: `nightshift inventory --host w1`

                        error: `ansible_become` of the host `w1` is `maybe`, but should be true or false
                        hint: see where it comes from: `nightshift inventory --host w1`

                        2 errors
                        """);
    }
}
