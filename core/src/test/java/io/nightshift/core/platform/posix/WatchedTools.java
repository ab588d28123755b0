package io.nightshift.core.platform.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * This machine as a host whose commands are counted, and whose shell can be killed at one of them. Its {@code sh} is the shell
 * that is tested; a host of BusyBox has BusyBox's tools, too.
 */
final class WatchedTools {
    private static final List<String> WATCHED = List.of("mv", "ln", "mkdir", "rm", "chmod", "chown", "touch", "find");
    /** Without a watch; rmdir is find's, which would be killed in the place of the shell. */
    private static final List<String> OTHERS =
            List.of("rmdir", "head", "tail", "sha256sum", "stat", "cat", "wc", "df", "cp");

    final Host host;
    private final Path folder;

    WatchedTools(String shell, Path home) {
        try {
            folder = Files.createDirectory(home.resolve("tools"));
            Path real = Files.createDirectory(folder.resolve("real"));
            Path busybox = Path.of(Files.exists(Path.of("/bin/busybox")) ? "/bin/busybox" : "/usr/bin/busybox");
            boolean small = shell.startsWith("busybox");
            if (small) {
                for (String tool : OTHERS) {
                    script(real.resolve(tool), "exec " + busybox + " " + tool + " \"$@\"\n");
                }
            }
            script(real.resolve("sh"), "exec " + (small ? busybox + " sh" : "/bin/" + shell) + " \"$@\"\n");
            Path watched = Files.createDirectory(folder.resolve("watched"));
            for (String tool : WATCHED) {
                String command = small
                        ? busybox + " " + tool
                        : (Files.exists(Path.of("/bin/" + tool)) ? "/bin/" : "/usr/bin/") + tool;
                script(watched.resolve(tool), wrapper(tool, "exec " + command + " \"$@\"\n", command));
            }
            // Other tests' bytes would have to be waited for, too.
            script(watched.resolve("sync"), wrapper("sync", "", ":"));
            spare();
            Map<String, String> environment = Map.of(
                    "NIGHTSHIFT_HOST_ROOT",
                    home + "/state",
                    "PATH",
                    watched + ":" + real + ":" + System.getenv("PATH"));
            SomeShell own = SomeShell.of(shell, home);
            host = new Host(script -> own.run(script, environment), WatchedTools::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/dash\n" + text);
        file.toFile().setExecutable(true);
    }

    private static void write(String path, byte[] bytes) {
        try {
            Files.createDirectories(Path.of(path).getParent());
            Files.write(Path.of(path), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At its turn it kills the shell that called it: before it does anything, or after it did a part. */
    private String wrapper(String tool, String last, String command) {
        return "echo " + tool + " >>'" + folder + "/count'\nread -r at how <'" + folder + "/kill'\n"
                + "n=0; while read -r x; do n=$((n+1)); done <'" + folder + "/count'\n"
                + "if [ $at != 0 ] && [ $n -ge $at ]; then\n"
                + "if [ $n = $at ] && [ $how = partly ]; then\n"
                + "case " + tool
                + " in mv|ln) if [ $# -gt 3 ]; then a=$1; [ $a != -- ] || a=; [ ! \"$a\" ] || shift; shift\n"
                + "f=$1; while [ $# -gt 1 ]; do shift; done; " + command + " $a -- \"$f\" \"$1\"; fi ;;\n*) " + command
                + " \"$@\" ;; esac\nfi\nkill -9 $PPID; exit 1; fi\n" + last;
    }

    /** From now on nothing is killed, and counting begins anew. */
    void spare() throws IOException {
        Files.writeString(folder.resolve("count"), "");
        Files.writeString(folder.resolve("kill"), "0 -\n");
    }

    /** Kills at the n-th command from now on. */
    void killAt(int command, boolean partly) throws IOException {
        Files.writeString(folder.resolve("count"), "");
        Files.writeString(folder.resolve("kill"), command + (partly ? " partly\n" : " before\n"));
    }

    /** The commands since. */
    List<String> commands() throws IOException {
        return Files.readAllLines(folder.resolve("count"));
    }

    /** A command that always fails. */
    void breakTool(String tool) throws IOException {
        script(folder.resolve("watched/" + tool), "echo " + tool + ": not permitted >&2\nexit 1\n");
    }
}
