package io.nightshift.core.store;

import io.nightshift.core.schedule.ScheduleStore;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on H2 in this process. */
final class EmbeddedScheduleStoreTest extends ScheduleStoreContract {
    private Store store;

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
    ScheduleStore store() {
        return store;
    }
}
