package io.nightshift.core.store;

import io.nightshift.core.schedule.ScheduleStore;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract through the owner's socket. */
final class SharedScheduleStoreTest extends ScheduleStoreContract {
    private Store owner;
    private Store client;

    @BeforeEach
    void open(@TempDir Path folder) {
        owner = Stores.openShared(folder.resolve("state"), Map.of());
        client = Stores.openShared(folder.resolve("state"), Map.of());
    }

    @AfterEach
    void close() {
        client.close();
        owner.close();
    }

    @Override
    ScheduleStore store() {
        return client;
    }
}
