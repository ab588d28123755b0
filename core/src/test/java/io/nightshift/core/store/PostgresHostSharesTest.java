package io.nightshift.core.store;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of shared hosts on PostgreSQL. */
final class PostgresHostSharesTest extends HostSharesContract {
    @RegisterExtension
    static final PostgresStores POSTGRES = new PostgresStores();

    @Override
    Store store() {
        return POSTGRES.store();
    }
}
