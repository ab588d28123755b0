package io.nightshift.core.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A process that copies and says how far it is, so that a test can end it as {@code kill -9} does. */
public final class CopyingProcess {
    private CopyingProcess() {}

    /** Arguments: the record's file, rows in a chunk, then address, user and password of both ends. */
    public static void main(String[] arguments) throws IOException {
        CopyRecord record = new JsonMapper().readValue(Files.readString(Path.of(arguments[0])), CopyRecord.class);
        SqlCopy copy = new SqlCopy(
                Drivers.builtIn(),
                new Database(arguments[2], arguments[3], Password.of(arguments[4])),
                new Database(arguments[5], arguments[6], Password.of(arguments[7])),
                CopyOrder.all().pace(Integer.parseInt(arguments[1]), 2));
        PrintStream out = System.out;
        copy.run(record, (table, done, expected, bytes) -> out.println(table + " " + done));
    }

    /** Runs one and kills it once so many rows of a table are there; how many it had told then. */
    static long killedAt(CopyRecord record, int chunk, List<Database> ends, String table, long rows)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("nightshift-copy", ".json");
        Files.writeString(file, new JsonMapper().writeValueAsString(record));
        java.util.ArrayList<String> command = new java.util.ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                CopyingProcess.class.getName(),
                file.toString(),
                String.valueOf(chunk)));
        ends.forEach(end ->
                command.addAll(List.of(end.url(), end.user(), end.password().reveal())));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long told = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && told < rows; line = lines.readLine()) {
                told = line.startsWith(table + " ")
                        ? Math.max(told, Long.parseLong(line.substring(table.length() + 1)))
                        : told;
            }
            process.destroyForcibly().waitFor();
        }
        Files.delete(file);
        return told;
    }
}
