package io.nightshift.core.sql;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Starts a PostgreSQL and a MariaDB before the tests of a class, and ends them after. */
abstract class OnBothServers {
    static ServerPair servers;

    @BeforeAll
    static void startServers() throws IOException, InterruptedException {
        servers = ServerPair.start();
    }

    @AfterAll
    static void stopServers() throws IOException, InterruptedException {
        if (servers != null) {
            servers.close();
        }
    }
}
