package io.nightshift.core.store;

import io.nightshift.core.journal.RunStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Another process that opens a store and writes steps into it, one line of output for each that is saved. */
final class StoreProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private StoreProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a process whose threads each write steps of their own host until it is killed. */
    static StoreProcess start(Path folder, String run, int threads) throws IOException {
        return new StoreProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreProcess.class.getName(),
                        folder.toString(),
                        run,
                        "" + threads)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next saved step as {@code host sequence}, null after the process's end. */
    String nextLine() throws IOException {
        return output.readLine();
    }

    /** Ends it as {@code kill -9} does; what it wrote until then can still be read. */
    void kill() {
        process.toHandle().destroyForcibly(); // the process's own method would also close its output
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        process.waitFor();
    }

    public static void main(String[] arguments) {
        RunStore store = Stores.openShared(Path.of(arguments[0]), Map.of());
        String run = arguments[1];
        if (store.run(run).isEmpty()) {
            store.begin(Records.aRun(run), Map.of("site.yml", "- hosts: all\n"), List.of());
        }
        System.out.println("open");
        Threads.inParallel(Integer.parseInt(arguments[2]), number -> {
            String host = "pc" + number;
            for (int sequence = 1; ; sequence++) {
                store.note(run, host, "fact:n", "" + sequence);
                store.intend(Records.aStep(run, host, sequence), Records.aHold(run));
                synchronized (System.out) {
                    System.out.println(host + " " + sequence);
                    System.out.flush();
                }
            }
        });
    }
}
