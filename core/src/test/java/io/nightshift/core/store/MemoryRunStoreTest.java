package io.nightshift.core.store;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.simulator.MemoryStore;

/** The simulator's store keeps to the contract as the real ones do. */
final class MemoryRunStoreTest extends RunStoreContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    RunStore store() {
        return store;
    }
}
