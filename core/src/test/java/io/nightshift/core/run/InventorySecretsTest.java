package io.nightshift.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.transport.Secret;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.InventoryReader;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Texts;
import io.nightshift.playbooks.TemplateValues;
import io.nightshift.playbooks.builtin.ModuleCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback finds passwords where the run found them. */
class InventorySecretsTest {
    @TempDir
    Path folder;

    @Test
    void passwordsOfTheInventoryOpenTheHostsOfARollback() throws Exception {
        Path file = Files.writeString(folder.resolve("hosts.ini"), """
                pc01 ansible_password="{{ base }}-login" ansible_become_password=deeper
                pc02 ansible_password="{{ of_a_play }}"
                [all:vars]
                base=open
                """);
        Redactor redactor = new Redactor();
        Diagnostics problems = new Diagnostics(folder);
        Inventory inventory = new InventoryReader(problems, null).read(List.of(file.toString()), folder, folder);
        HostSecrets secrets = new InventorySecrets(
                House.services(House.LOCAL, House.LOCAL, House.STORE),
                new Readers(
                        null,
                        new ModuleCatalogue(House.MODULES),
                        new TemplateValues(House.TEMPLATES, Map.of()),
                        List.of(),
                        List.of(),
                        "controller",
                        Map.of(),
                        Texts.DISK),
                redactor,
                inventory,
                RunSettings.standard());

        assertThat(revealed(secrets.of("pc01").login())).isEqualTo("open-login");
        assertThat(revealed(secrets.of("pc01").become())).isEqualTo("deeper");
        assertThat(secrets.of("pc02").login()).isNull();
        assertThat(secrets.of("unheard-of").login()).isNull();
        assertThat(redactor.clean("it said: open-login")).doesNotContain("open-login");
    }

    private static String revealed(Secret secret) {
        return new String(secret.reveal());
    }
}
