package io.nightshift.core.store;

import io.nightshift.core.journal.RunStore;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on H2 in this process. */
final class EmbeddedRunStoreTest extends RunStoreContract {
    private RunStore store;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = Stores.openEmbedded(StoreFolder.prepare(folder.resolve("state")), Map.of())
                .asStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    RunStore store() {
        return store;
    }
}
