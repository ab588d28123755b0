package io.nightshift.core.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Fills the class-data archive that makes later starts quick: {@code ./nightshift} runs this once in the background, under
 * {@code -XX:ArchiveClassesAtExit}, and the virtual machine archives what was loaded here.
 */
final class StartArchive {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    static final String OPTION = "--load-classes-for-archive";

    /** What most commands load, by folder in the jar. Rarely used libraries would only make the archive larger. */
    private static final List<String> FOLDERS = List.of(
            "io/nightshift/",
            "org/yaml/snakeyaml/",
            "org/slf4j/",
            "ch/qos/logback/core/",
            "ch/qos/logback/classic/",
            "org/apache/sshd/",
            "org/bouncycastle/jcajce/provider/asymmetric/",
            "org/bouncycastle/jcajce/provider/config/",
            "org/bouncycastle/math/ec/",
            "org/bouncycastle/asn1/x9/",
            "org/bouncycastle/asn1/sec/",
            "tools/jackson/core/",
            "tools/jackson/databind/",
            "picocli/",
            "org/h2/");

    /** Reads a little of everything, and changes nothing: on this machine, and on a host that is not there. */
    private static final String REHEARSAL = """
            - hosts: all
              gather_facts: no
              vars:
                words: [one, two]
              tasks:
                - ping:
                - name: "a task for {{ inventory_hostname }}"
                  debug: {msg: "{{ words | map('upper') | join(', ') | default('none', true) }}"}
                  loop: "{{ words }}"
                  when: item is defined and words | length > 1
                - set_fact: {longest: "{{ words | sort | last }}"}
                - stat: {path: /etc/hostname}
                  register: found
                - assert: {that: found.stat is defined}
                - block:
                    - fail: {msg: "{{ longest }}"}
                  rescue:
                    - debug: {var: ansible_failed_result.msg}
                - copy: {content: "{{ longest }}", dest: /nonexistent/nightshift/rehearsal}
                  ignore_errors: yes
            """;

    private StartArchive() {}

    /** Loads what most commands load, then goes through a run; must be called in an empty folder that may be removed afterwards. */
    static void fill() {
        loadClasses();
        Thread limit = new Thread(StartArchive::stopLate, "archive-limit");
        limit.setDaemon(true);
        limit.start();
        try {
            rehearse();
        } catch (IOException | RuntimeException e) {
            // Then later starts are a little slower.
        }
    }

    /** A rehearsal that does not end must not stay behind; then there is no archive. */
    private static void stopLate() {
        try {
            Thread.sleep(LIMIT.toMillis());
            Runtime.getRuntime().halt(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Links what only a run links, above all its lambdas. Its journal is in the folder that NIGHTSHIFT_STATE names. */
    private static void rehearse() throws IOException {
        Path playbook = Files.writeString(Path.of("rehearsal.yml"), REHEARSAL);
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Path hosts = Files.writeString(
                Path.of("rehearsal.ini"),
                "here ansible_connection=local ansible_become=false\nnowhere ansible_host=127.0.0.1 ansible_port="
                        + closed + "\n");
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nobody);
        System.setErr(nobody);
        Commands.execute(new String[] {"run", playbook.toString(), "-i", hosts.toString()});
    }

    private static void loadClasses() {
        ClassLoader loader = StartArchive.class.getClassLoader();
        try (JarFile jar = new JarFile(new File(System.getProperty("java.class.path")))) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> FOLDERS.stream().anyMatch(name::startsWith))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .forEach(name -> load(name, loader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            // A class for an optional library that is not on board: nothing will load it later either.
        }
    }
}
