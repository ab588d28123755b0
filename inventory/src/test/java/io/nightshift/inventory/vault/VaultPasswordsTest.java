package io.nightshift.inventory.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultPasswordsTest {
    @TempDir
    Path folder;

    private Diagnostics problems;
    private VaultPasswords passwords;

    @BeforeEach
    void start() {
        problems = new Diagnostics(folder);
        passwords = new VaultPasswords(problems, folder, Duration.ofSeconds(20));
    }

    @Test
    void aFileIsReadWithoutTheSpaceAroundIt() throws IOException {
        Files.writeString(folder.resolve("pw"), "  secret word \n");
        assertThat(passwords.fromVaultId("pw", text -> null))
                .get()
                .satisfies(it -> assertThat(it.password()).isEqualTo("secret word".toCharArray()))
                .satisfies(it -> assertThat(it.id()).isEqualTo("default"));
    }

    @Test
    void anExecutablePrintsThePassword() throws IOException {
        script("vault.sh", "echo from-script");
        assertThat(passwords.fromVaultId("dev@vault.sh", text -> null))
                .get()
                .satisfies(it -> assertThat(it.password()).isEqualTo("from-script".toCharArray()))
                .satisfies(it -> assertThat(it.id()).isEqualTo("dev"));
    }

    @Test
    void aClientScriptIsToldTheVaultId() throws IOException {
        script("keyring-client.sh", "echo \"$1=$2\"");
        assertThat(passwords.fromVaultId("dev@keyring-client.sh", text -> null))
                .get()
                .satisfies(it -> assertThat(it.password()).isEqualTo("--vault-id=dev".toCharArray()));
    }

    @Test
    void aPromptAsksForTheId() {
        assertThat(passwords.fromVaultId("dev@prompt", text -> text.toCharArray()))
                .get()
                .satisfies(it -> assertThat(it.password()).isEqualTo("Vault password (dev): ".toCharArray()));
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        script("fails.sh", "echo no keyring >&2; exit 3");
        Files.writeString(folder.resolve("empty"), "\n");
        passwords.fromVaultId("prod@nowhere", text -> null);
        passwords.fromVaultId("prod@fails.sh", text -> null);
        passwords.fromVaultId("prod@empty", text -> null);
        assertThat(problems.render()).isEqualTo("""
                        error: the vault password for the vault id `prod` is empty
                          --> empty

                        error: no vault password for the vault id `prod`: the script ended with exit status 3
                          --> fails.sh
                        hint: it said: no keyring

                        error: there is no such vault password file
                          --> nowhere
                        hint: it was named for the vault id `prod`; check the path

                        3 errors
                        """);
    }

    private void script(String name, String line) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
