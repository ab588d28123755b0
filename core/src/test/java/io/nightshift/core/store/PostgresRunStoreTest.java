package io.nightshift.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.journal.RunStore;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The contract on PostgreSQL. */
final class PostgresRunStoreTest extends RunStoreContract {
    @RegisterExtension
    static final PostgresStores POSTGRES = new PostgresStores();

    @TempDir
    Path folder;

    @Override
    RunStore store() {
        return POSTGRES.store();
    }

    @Test
    void aControllerWithAnotherKeyIsRefused() {
        Path other = StoreFolder.prepare(folder.resolve("other"));

        assertThatThrownBy(() -> Stores.openPostgres(other, POSTGRES.url(), Map.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("The key does not fit the store at jdbc:postgresql://127.0.0.1:")
                .hasMessageContaining("copy it from the first");
    }

    @Test
    void aServerThatIsNotThereIsNamedWithoutThePassword() {
        assertThatThrownBy(() -> Stores.openPostgres(
                        StoreFolder.prepare(folder.resolve("state")),
                        "jdbc:postgresql://127.0.0.1:1/nightshift?user=n&password=hunter2&connectTimeout=1",
                        Map.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("The database at jdbc:postgresql://127.0.0.1:1/nightshift cannot be used")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
}
