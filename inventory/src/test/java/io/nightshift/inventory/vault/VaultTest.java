package io.nightshift.inventory.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.inventory.yaml.VaultOpener.CannotOpen;
import io.nightshift.inventory.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The encrypted files in the test's folder were written by ansible-vault 2.14. */
class VaultTest {
    private static final Path SAMPLES =
            Path.of("src/test/resources/io/nightshift/inventory/vault").toAbsolutePath();
    private static final VaultSecret DEFAULT = new VaultSecret("default", "correct horse".toCharArray());
    private static final VaultSecret PROD = new VaultSecret("prod", "pr0d-pass".toCharArray());
    private static final VaultSecret WRONG = new VaultSecret("default", "incorrect".toCharArray());

    private final Diagnostics problems = new Diagnostics(SAMPLES);

    @Test
    void aWholeFileWrittenByAnsibleIsOpened() throws Exception {
        String plain = Files.readString(SAMPLES.resolve("vars.yml"));
        assertThat(new Vault(List.of(DEFAULT)).open(sample("whole.yml"))).isEqualTo(plain);
        assertThat(new Vault(List.of(PROD)).open(sample("labelled.yml"))).isEqualTo(plain);
        assertThat(new Vault(List.of(WRONG, PROD, DEFAULT)).open(sample("whole.yml")))
                .isEqualTo(plain);
    }

    @Test
    void valuesOfAnEncryptedFileAreOrdinaryValuesAndRemembered() {
        Vault vault = new Vault(List.of(DEFAULT));
        Object value = read(vault, "whole.yml");
        assertThat(value).extracting("user", "port", "name").containsExactly("admin", 8443L, "Müller");
        assertThat(value).extracting("note").isInstanceOf(Source.class);
        assertThat(vault.secretsSeen()).contains("admin", "Müller");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void inlineValuesAreOpenedAndAreNeverTemplates() {
        Vault vault = new Vault(List.of(DEFAULT, PROD));
        assertThat(read(vault, "inline.yml")).isEqualTo(Map.of("password", "s3cret {{ x }}", "token", "pr0d token"));
        assertThat(vault.secretsSeen()).containsExactlyInAnyOrder("s3cret {{ x }}", "pr0d token");
    }

    @Test
    void whatIsSealedCanBeOpened() throws Exception {
        for (VaultSecret secret : List.of(DEFAULT, PROD)) {
            for (String text : List.of("", "x", "sixteen bytes ok", "Grüße\n".repeat(1000))) {
                String sealed = Vault.seal(text.getBytes(StandardCharsets.UTF_8), secret, new SecureRandom());
                assertThat(new Vault(List.of(secret)).open(sealed)).isEqualTo(text);
                assertThat(sealed.lines()).allMatch(line -> line.length() <= 80);
            }
        }
    }

    @Test
    void aPasteableValueIsReadBack() {
        String sealed = Vault.seal("pw".getBytes(StandardCharsets.UTF_8), PROD, new SecureRandom());
        String yaml = Vault.asYaml("db_password", sealed) + "next: 1\n";
        YamlReader reader = new YamlReader(problems, new Vault(List.of(PROD)));
        assertThat(reader.read("vars.yml", yaml).orElseThrow().toValue())
                .isEqualTo(Map.of("db_password", "pw", "next", 1L));
    }

    @Test
    void aWrongPasswordNamesTheVaultId() throws IOException {
        String text = sample("labelled.yml");
        assertThatThrownBy(() -> new Vault(List.of(WRONG)).open(text))
                .isInstanceOf(CannotOpen.class)
                .hasMessage("no given vault password opens this; it was encrypted with the vault id `prod`");
        assertThatThrownBy(() -> new Vault(List.of()).open(text))
                .hasMessage("this is encrypted with the vault id `prod`, and no vault password was given");
        String plain = sample("whole.yml");
        assertThatThrownBy(() -> new Vault(List.of(WRONG)).open(plain))
                .hasMessage("the vault password given for the vault id `default` does not open this");
    }

    @Test
    void oneChangedDigitIsNoticed() throws IOException {
        String text = sample("whole.yml").stripTrailing();
        char last = text.charAt(text.length() - 1);
        String changed = text.substring(0, text.length() - 1) + (last == '1' ? '2' : '1');
        assertThatThrownBy(() -> new Vault(List.of(DEFAULT)).open(changed)).isInstanceOf(CannotOpen.class);
    }

    @Test
    void damagedTextIsSaidToBeDamaged() {
        Vault vault = new Vault(List.of(DEFAULT));
        assertThatThrownBy(() -> vault.open("$ANSIBLE_VAULT;1.1;AES256\nxyz\n")).hasMessageContaining("damaged");
        assertThatThrownBy(() -> vault.open("$ANSIBLE_VAULT;1.1;AES256\n")).hasMessageContaining("damaged");
        assertThatThrownBy(() -> vault.open("$ANSIBLE_VAULT;1.0;AES\n61\n")).hasMessageContaining("`1.0`");
        assertThatThrownBy(() -> vault.open("$ANSIBLE_VAULT;1.1;ROT13\n61\n")).hasMessageContaining("`ROT13`");
    }

    @Test
    void aPasswordNeverShowsInText() {
        assertThat(new Vault(List.of(DEFAULT)) + " " + PROD).doesNotContain("correct", "pr0d");
    }

    private Object read(Vault vault, String name) {
        return new YamlReader(problems, vault)
                .read(SAMPLES.resolve(name))
                .orElseThrow()
                .toValue();
    }

    private static String sample(String name) throws IOException {
        return Files.readString(SAMPLES.resolve(name));
    }
}
