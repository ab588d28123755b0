package io.nightshift.core.store;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of our own on a loopback port, from the programs that Debian's package brings. */
public final class PostgresServer implements AutoCloseable {
    private final Path programs;
    private final Path data;
    private final int port;

    private PostgresServer(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /** The folder of the newest server programs, nothing where the package is not installed. */
    public static Optional<Path> programs() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public static PostgresServer start(Path programs) throws IOException, InterruptedException {
        return start(programs, "");
    }

    /** With a password for the user {@code nightshift}; empty for a server that trusts everybody. */
    public static PostgresServer start(Path programs, String password) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("nightshift-postgres");
        if (isRoot()) {
            Files.setOwner(
                    data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer(programs, data, port);
        List<String> initdb =
                new ArrayList<>(List.of("-D", data + "/db", "-U", "nightshift", "--no-sync", "-E", "UTF8"));
        if (password.isEmpty()) {
            initdb.addAll(List.of("-A", "trust"));
        } else {
            Path file = Files.writeString(data.resolve("password"), password);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
            initdb.addAll(List.of("-A", "scram-sha-256", "--pwfile", file.toString()));
        }
        server.call("initdb", initdb.toArray(String[]::new));
        server.start();
        return server;
    }

    /** Starts it, also after {@link #kill()}. */
    public void start() throws IOException, InterruptedException {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + data;
        call("pg_ctl", "-D", data + "/db", "-w", "-l", data + "/log", "-o", options, "start");
    }

    /** Ends the server and every process that serves a connection as {@code kill -9} does, all at once. */
    public void kill() throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("db/postmaster.pid")).get(0).strip());
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
        all.add(0, server);
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : all) {
            while (Files.exists(Path.of("/proc/" + process.pid()))) { // a zombie would count as a server at work
                Thread.sleep(5);
            }
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=nightshift";
    }

    /** The same without a user. */
    public String address() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private void call(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("nightshift-postgres", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(data.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(program + " failed: " + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        call("pg_ctl", "-D", data + "/db", "-m", "immediate", "-w", "stop");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
