package io.nightshift.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.testing.Scoreboard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is killed with all its processes at a random moment while hosts write. Every other time the store is waited for, and all
 * of it has to be there once; else the writers fail, and all that had been acknowledged has to be there.
 */
final class KilledPostgresFaultTest {
    @TempDir
    Path parent;

    private final Random random = new Random(Scoreboard.seed());
    private final List<String> wrong = new ArrayList<>();

    @Test
    void noAcknowledgedTransitionIsLostByKillingTheServer() throws Exception {
        Optional<Path> programs = PostgresServer.programs();
        if (programs.isEmpty()) {
            System.out.println("Skipped: killing PostgreSQL, because the package postgresql is not installed.");
        }
        Assumptions.assumeTrue(programs.isPresent(), "the package postgresql is not installed");
        int kills = Scoreboard.share(6, 100);
        Path folder = StoreFolder.prepare(parent.resolve("state"));
        Acknowledged told = new Acknowledged(() -> 0);
        JournalledNight night = new JournalledNight(told, random);
        int passed = 0;
        try (PostgresServer server = PostgresServer.start(programs.get())) {
            for (int kill = 1; kill <= kills; kill++) {
                int before = wrong.size();
                round(server, folder, told, night, kill % 2 == 0);
                passed += wrong.size() == before ? 1 : 0;
            }
        }

        Scoreboard.line(
                "R-03",
                "killed-postgresql",
                kills,
                passed,
                (kills - passed) + " kills lost something, of " + told.count(0));
        assertThat(wrong).isEmpty();
    }

    private void round(PostgresServer server, Path folder, Acknowledged told, JournalledNight night, boolean waitedFor)
            throws Exception {
        List<String> said = new ArrayList<>();
        try (RunStore plain = Stores.openPostgres(folder, server.url(), Map.of())) {
            RunStore store =
                    waitedFor ? PatientStore.over(plain, new StoreWaiting(said::add, Duration.ofMillis(100))) : plain;
            AtomicInteger calls = new AtomicInteger();
            int killAt = 1 + random.nextInt(80);
            CompletableFuture<Void> reached = new CompletableFuture<>();
            RunStore counted = Counted.calls(store, () -> {
                if (calls.incrementAndGet() == killAt) {
                    reached.complete(null);
                }
            });
            CompletableFuture<List<String>> writing = CompletableFuture.supplyAsync(() -> night.run(counted, 3, 15));
            reached.get(60, TimeUnit.SECONDS);
            TimeUnit.MICROSECONDS.sleep(random.nextInt(3000)); // anywhere within the writes that follow
            server.kill();
            server.start();
            List<String> failures = writing.get(90, TimeUnit.SECONDS);
            if (waitedFor && !failures.isEmpty()) {
                wrong.add("a store that is waited for failed: " + failures);
            }
            said.stream().filter(text -> !named(text)).forEach(text -> wrong.add("cause not named: " + text));
        }
        try (RunStore store = Stores.openPostgres(folder, server.url(), Map.of())) {
            wrong.addAll(told.missing(store, 0));
        }
    }

    private static boolean named(String text) {
        return text.startsWith("The database at jdbc:postgresql://127.0.0.1:")
                || text.equals("the journal can be written again; the run goes on");
    }
}
