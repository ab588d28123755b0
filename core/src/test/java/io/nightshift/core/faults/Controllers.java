package io.nightshift.core.faults;

import io.nightshift.core.store.PostgresServer;
import io.nightshift.core.store.Store;
import io.nightshift.core.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Several real {@code serve} on one PostgreSQL, each with a home of its own and all with the same key. */
final class Controllers implements AutoCloseable {
    private final Path folder;
    private final PostgresServer database;
    private final ServeProcess[] nodes;
    private final Store store;

    /** None of them is started yet. */
    Controllers(PostgresServer database, Path folder, int count) throws IOException {
        this.database = database;
        this.folder = folder;
        this.nodes = new ServeProcess[count];
        this.store = Stores.openPostgres(home(0).resolve("state"), database.url());
        for (int node = 1; node < count; node++) {
            Path state = Files.createDirectories(
                    home(node).resolve("state"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.copy(home(0).resolve("state/key"), state.resolve("key"), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private Path home(int node) throws IOException {
        return Files.createDirectories(folder.resolve("node" + node));
    }

    /** What they share. */
    Store store() {
        return store;
    }

    ServeProcess get(int node) {
        return nodes[node];
    }

    /** Begins to start one. */
    void launch(int node, int clockShift) throws IOException {
        nodes[node] = ServeProcess.start(
                home(node),
                Map.of("NIGHTSHIFT_DATABASE", database.url()),
                List.of("-Dnightshift.clock.shift=" + clockShift),
                "serve");
    }

    void start(int node, int clockShift) throws IOException {
        launch(node, clockShift);
        nodes[node].says("serving as");
    }

    /** Starts all that are not running. */
    void startAll() throws IOException {
        for (int node = 0; node < nodes.length; node++) {
            if (nodes[node] == null || !nodes[node].isAlive()) {
                start(node, 0);
            }
        }
    }

    /** The one that calls itself so. */
    ServeProcess named(String name) {
        return nodes[
                IntStream.range(0, nodes.length)
                        .filter(node -> nodes[node].output().contains("serving as " + name))
                        .findFirst()
                        .orElseThrow()];
    }

    /** Runs another command in the home of the first. */
    ServeProcess.Ended run(String... words) throws IOException, InterruptedException {
        return ServeProcess.run(home(0), Map.of("NIGHTSHIFT_DATABASE", database.url()), words);
    }

    /** What all of them have said. */
    String output() {
        StringBuilder all = new StringBuilder();
        for (ServeProcess node : nodes) {
            all.append('\n').append(node.output());
        }
        return all.toString();
    }

    @Override
    public void close() throws InterruptedException {
        for (ServeProcess node : nodes) {
            if (node != null) {
                node.close();
            }
        }
        store.close();
    }
}
