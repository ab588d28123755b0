package io.nightshift.core.store;

import io.nightshift.core.schedule.ScheduleStore;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of schedules on PostgreSQL. */
final class PostgresScheduleStoreTest extends ScheduleStoreContract {
    @RegisterExtension
    static final PostgresStores POSTGRES = new PostgresStores();

    @Override
    ScheduleStore store() {
        return POSTGRES.store();
    }
}
