package io.nightshift.core.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets of every kind go through a run on a real host, told as much as can be told (-vvv, --diff, --json, a log, reports), and are
 * then looked for in all of it, in every byte stored, and in the process lists of both machines while the steps ran.
 */
@NeedsTargets
class CanariesContainerTest {
    private final Canaries canaries = new Canaries();

    @TempDir
    private Path work;

    private TargetFleet fleet;
    private int outputs;

    @Test
    void no_secret_is_ever_seen() throws Exception {
        fleet = TargetFleet.start(1);
        try {
            prepare();
            TreeSet<String> processes = new TreeSet<>();
            CountDownLatch over = new CountDownLatch(1);
            Thread watcher = new Thread(() -> watch(processes, over));
            watcher.start();
            String typed = canaries.plant("login password") + "\n" + canaries.plant("become password") + "\n"
                    + canaries.plant("private prompt") + "\n";
            String run = run(
                    typed,
                    "run site.yml -i hosts.yml -k -K --vault-password-file vault-password -e @extra.yml -vvv --diff");
            run(typed, "rollback " + run + " -k -K -vvv --partial");
            for (String format : List.of("text", "html", "csv", "json")) {
                run("", "report " + run + " --format " + format);
            }
            run("", "runs " + run);
            run("", "runs --json " + run);
            String second = run(
                    typed,
                    "run site.yml -i hosts.yml -k -K --vault-password-file vault-password -e @extra.yml -vvv --diff --json");
            run("", "report " + second + " --format json");
            over.countDown();
            watcher.join();
            canaries.search("process list of the controller", String.join("\n", processes));
            assertThat(processes).as("it was watched").anyMatch(line -> line.contains("hosts.yml"));
            String seen = fleet.host().read("/var/tmp/processes");
            assertThat(seen).as("the host was watched").contains("sleep 1.25");
            canaries.search("process list of the host", seen);
            // Here the secret is typed as an argument, so only what is kept of it is looked at.
            String typedAsArgument = run(
                    "",
                    "exec all -u root --accept-new --vault-password-file vault-password --private-key "
                            + fleet.privateKey() + " -i " + fleet.host().address() + ", -m user -a",
                    "name=zed password=" + canaries.plantPlain("password among arguments"));
            run("", "report " + typedAsArgument);
            stored();
        } finally {
            fleet.close();
        }
        Scoreboard.line(
                "S-05",
                "canary-secrets",
                canaries.count(),
                canaries.unseen(),
                canaries.found().size() + " found");
        assertThat(canaries.found()).isEmpty();
        assertThat(canaries.count()).isGreaterThanOrEqualTo(25);
    }

    /** Three ways in to one host, each with secrets of its own. */
    private void prepare() throws Exception {
        TargetHost host = fleet.host();
        host.sh("useradd -m -s /bin/sh canary; apt-get install -y -q openssh-client >/dev/null 2>&1; true");
        host.write(
                "/root/passwords",
                String.join(
                                "\n",
                                "canary:" + canaries.plant("login password"),
                                "root:" + canaries.plant("become password"),
                                "tech:" + canaries.plant("become password in the inventory"),
                                "plain:" + canaries.plant("login password in the inventory"))
                        + "\n",
                0600);
        host.sh("chpasswd < /root/passwords; rm /root/passwords").text();
        Path key = work.resolve("key");
        host.write("/root/passphrase", canaries.plantPlain("passphrase of a key"), 0600);
        host.sh("ssh-keygen -q -t ed25519 -f /root/key -N \"$(cat /root/passphrase)\"; rm /root/passphrase;"
                        + " cat /root/key.pub >> ~tech/.ssh/authorized_keys")
                .text();
        write("key", host.read("/root/key"));
        Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        String common = "ansible_host: " + host.address() + ", ansible_ssh_common_args: \"-o UserKnownHostsFile="
                + fleet.knownHosts() + " -o HostKeyAlias=" + host.address() + "\"";
        write("hosts.yml", """
                all:
                  hosts:
                    typed: {%1$s, ansible_user: canary, ansible_become_method: su}
                    keyed: {%1$s, ansible_user: tech, ansible_private_key_file: %2$s, ansible_ssh_private_key_passphrase: %3$s,
                            ansible_become_password: %4$s}
                    passworded: {%1$s, ansible_user: plain, ansible_password: %5$s, ansible_become: no}
                """.formatted(
                        common,
                        key,
                        canaries.plantPlain("passphrase of a key"),
                        canaries.yaml("become password in the inventory"),
                        canaries.yaml("login password in the inventory")));
        write("vault-password", canaries.plantPlain("vault password") + "\n");
        vaulted(
                "group_vars/all.yml",
                "from_group: " + canaries.yaml("vaulted group variable") + "\n"
                        + "in_line: " + canaries.yaml("vaulted variable in a line") + "\n"
                        + "in_item: " + canaries.yaml("vaulted variable in a loop") + "\n"
                        + "in_name: " + canaries.yaml("vaulted variable in a task's name") + "\n"
                        + "in_fact: " + canaries.yaml("vaulted variable in a fact") + "\n"
                        + "in_error: " + canaries.yaml("vaulted variable on stderr") + "\n"
                        + "in_message: " + canaries.yaml("vaulted variable in a message") + "\n"
                        + "in_filter: " + canaries.yaml("vaulted variable in a filter") + "\n"
                        + "in_slurp: " + canaries.yaml("vaulted variable read back as base64") + "\n"
                        + "in_header: " + canaries.yaml("vaulted variable in a header") + "\n");
        vaulted("extra.yml", "extra: " + canaries.yaml("vaulted extra variable") + "\n");
        vaulted("files/whole", "line\n" + canaries.plant("vaulted file") + "\n");
        write("templates/hidden.j2", "{{ shown_nowhere }}\n");
        write("templates/open.j2", "before\n{{ from_group }}\nafter\n");
        write("site.yml", CanaryPlaybook.of(canaries));
        host.write(
                "/root/watch",
                "while :; do cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '; echo; sleep 0.03; done > /var/tmp/processes\n",
                0700);
        host.sh("setsid sh /root/watch </dev/null >/dev/null 2>&1 &");
    }

    private void vaulted(String name, String text) throws IOException {
        write(name, text);
        int status = Commands.execute(new String[] {
            "vault",
            "encrypt",
            "--vault-password-file",
            work.resolve("vault-password").toString(),
            work.resolve(name).toString()
        });
        assertThat(status).isZero();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(work.resolve(name).getParent());
        Files.writeString(work.resolve(name), text);
    }

    /** Runs a command, searches what it says, and answers the run's name. */
    private String run(String typed, String command, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + work,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        words.addAll(Arrays.asList(command.split(" ")));
        words.addAll(List.of(more));
        write("typed", typed);
        Path output = work.resolve("output" + ++outputs);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(work.toFile())
                .redirectInput(work.resolve("typed").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("NIGHTSHIFT_STATE", work.resolve("state").toString());
        builder.environment().put("NIGHTSHIFT_LOG", work.resolve("log").toString());
        builder.environment().keySet().removeAll(List.of("ANSIBLE_CONFIG", "SSH_AUTH_SOCK"));
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(command).isTrue();
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isIn(0, 1, 4);
        canaries.search("nightshift " + command.replaceAll("20\\d+-\\S+", "RUN"), said);
        return said.replaceAll("(?s).*?(20\\d{6}-\\d{6}-\\w{4}).*", "$1");
    }

    private void stored() throws IOException {
        canaries.search("the log", Files.readString(work.resolve("log")));
        try (Stream<Path> files = Files.walk(work.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Both ways a database may write a text.
                byte[] bytes = Files.readAllBytes(file);
                canaries.search("the store", new String(bytes, ISO_8859_1));
                canaries.search("the store", new String(bytes, UTF_8).replace("\0", ""));
            }
        }
    }

    private static void watch(TreeSet<String> processes, CountDownLatch over) {
        while (!isOver(over)) {
            ProcessHandle.allProcesses().forEach(process -> {
                try {
                    String line =
                            Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"), ISO_8859_1);
                    processes.add(line.replace('\0', ' '));
                } catch (IOException e) {
                    // It has ended already.
                }
            });
        }
    }

    private static boolean isOver(CountDownLatch over) {
        try {
            return over.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
