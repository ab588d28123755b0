package io.nightshift.playbooks.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupsTest {
    private static final Position HERE = new Position("site.yml", 1, 1);

    @TempDir
    Path folder;

    private final Templates templates = new Templates(
            Lookups.standard().with("inventory_hostnames", (terms, options, scope) -> List.of("pc1", "pc2")),
            Clock.systemUTC(),
            new Random(3),
            Limits.DEFAULT);

    private Object render(String text) {
        return templates.render(new Source(text, HERE), Scope.of(Map.of("playbook_dir", folder.toString())));
    }

    @Test
    void aPasswordIsMadeOnceAndKeptPrivately() throws IOException {
        Object first = render("{{ lookup('password', 'credentials/db length=12 chars=digits') }}");
        assertThat((String) first).matches("\\d{12}");
        assertThat(render("{{ lookup('password', 'credentials/db length=12 chars=digits') }}"))
                .isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(folder.resolve("credentials/db")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whatALookupFindsIsDataAndNeverRendered() throws IOException {
        Files.createDirectories(folder.resolve("files"));
        Files.writeString(folder.resolve("files/motd"), "{{ 7 * 7 }}\n");
        assertThat(render("{{ lookup('file', 'motd') }}")).isEqualTo("{{ 7 * 7 }}");
        assertThat(render("{{ lookup('pipe', 'echo \"{\" \"{ 1 }}\"') }}")).isEqualTo("{ { 1 }}");
    }

    @Test
    void aLoopAsksTheLookupOfItsName() {
        Scope scope = Scope.of(Map.of("more", List.of("b", "c")));
        assertThat(templates.items("items", List.of("a", new Source("{{ more }}", HERE)), HERE, scope))
                .isEqualTo(List.of("a", "b", "c"));
        assertThat(templates.items("inventory_hostnames", "all", HERE, scope)).isEqualTo(List.of("pc1", "pc2"));
        assertThatThrownBy(() -> templates.items("itmes", List.of(), HERE, scope))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("with_itmes");
    }

    @Test
    void aMissingFileSaysWhereItWasLookedFor() {
        assertThatThrownBy(() -> render("{{ lookup('file', 'nope.txt') }}"))
                .isInstanceOfSatisfying(TemplateException.class, problem -> {
                    assertThat(problem).hasMessage("lookup `file`: there is no file `nope.txt`");
                    assertThat(problem.hint()).contains(folder.toString());
                });
    }
}
