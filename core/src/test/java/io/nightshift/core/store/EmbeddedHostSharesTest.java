package io.nightshift.core.store;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of shared hosts on H2, where only one process could share them: what makes runs need not know the difference. */
final class EmbeddedHostSharesTest extends HostSharesContract {
    private Store store;

    @BeforeEach
    @Override
    void aRun(@TempDir Path folder) {
        store = Stores.openEmbedded(StoreFolder.prepare(folder.resolve("state")), Map.of())
                .asStore();
        super.aRun(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    Store store() {
        return store;
    }
}
