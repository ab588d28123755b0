package io.nightshift.core.sql;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A MariaDB of our own on a loopback port, from the programs that Debian's package brings. */
final class MariaDbServer implements AutoCloseable {
    static final String USER = "nightshift";
    static final String PASSWORD = "s3cret-of-mariadb";

    private static final Path PROGRAM = Path.of("/usr/sbin/mariadbd");

    private final Path data;
    private final int port;
    private Process process;

    private MariaDbServer(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static MariaDbServer start() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("nightshift-mariadb");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (isRoot()) {
            Files.setOwner(
                    data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("mysql"));
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        MariaDbServer server = new MariaDbServer(data, port);
        List<String> install = new ArrayList<>(List.of(
                "mariadb-install-db",
                "--no-defaults",
                "--datadir=" + data + "/db",
                "--auth-root-authentication-method=normal",
                "--skip-test-db"));
        if (isRoot()) {
            install.add("--user=mysql");
        }
        Process installing = new ProcessBuilder(install)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("install.log").toFile())
                .start();
        if (!installing.waitFor(60, TimeUnit.SECONDS) || installing.exitValue() != 0) {
            throw new IOException("mariadb-install-db failed: " + Files.readString(data.resolve("install.log")));
        }
        Files.writeString(
                data.resolve("init.sql"),
                "create database if not exists housing character set utf8mb4;\n"
                        + "create database if not exists other character set utf8mb4;\n"
                        + "create user if not exists '" + USER + "'@'%' identified by '" + PASSWORD + "';\n"
                        + "grant all on *.* to '" + USER + "'@'%';\n");
        server.run();
        return server;
    }

    /** Starts it, also after {@link #kill()}. */
    void run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--no-defaults",
                "--datadir=" + data + "/db",
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + data + "/socket",
                "--pid-file=" + data + "/pid",
                "--init-file=" + data + "/init.sql",
                "--innodb-flush-log-at-trx-commit=1",
                "--max-allowed-packet=80M",
                "--character-set-server=latin1",
                "--default-time-zone=+05:30"));
        if (isRoot()) {
            command.add("--user=mysql");
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log").toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Connection connection = DriverManager.getConnection(url("housing"), USER, PASSWORD)) {
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new IOException(
                            "mariadbd does not answer: " + e.getMessage() + "\n"
                                    + Files.readString(data.resolve("log")),
                            e);
                }
                Thread.sleep(50);
            }
        }
    }

    /** Ends the server as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    static String url(int port, String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }

    String url(String database) {
        return url(port, database);
    }

    Database database(String name) {
        return new Database(url(name), USER, Password.of(PASSWORD));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
