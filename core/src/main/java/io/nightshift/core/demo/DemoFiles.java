package io.nightshift.core.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** The files with which anybody, OpenSSH's own client included, reaches a demo fleet. */
final class DemoFiles {
    static final String INVENTORY = "inventory.ini";
    static final String KNOWN_HOSTS = "known_hosts";
    static final String PRIVATE_KEY = "id_ed25519";

    private DemoFiles() {}

    static void write(Path folder, DemoServer server, List<DemoHost> hosts) throws IOException {
        try (OutputStream key = openPrivate(folder.resolve(PRIVATE_KEY))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(server.userKey(), "nightshift-demo", null, key);
        } catch (GeneralSecurityException e) {
            throw new IOException("The demo key could not be written: " + e.getMessage(), e);
        }
        String known = hosts.stream()
                .map(host ->
                        "[127.0.0.1]:" + host.port() + " " + PublicKeyEntry.toString(server.publicHostKey(host)) + "\n")
                .collect(Collectors.joining());
        writePrivate(folder.resolve(KNOWN_HOSTS), known);
        writePrivate(folder.resolve(INVENTORY), inventory(folder, hosts));
    }

    private static String inventory(Path folder, List<DemoHost> hosts) {
        StringBuilder text =
                new StringBuilder("# The demo fleet. It lives as long as the process that made it.\n[pcs]\n");
        hosts.forEach(host -> text.append(host.name())
                .append(" ansible_port=")
                .append(host.port())
                .append('\n'));
        text.append("\n[canary]\n").append(hosts.get(0).name()).append("\n\n[office]\n");
        hosts.stream().skip(1).forEach(host -> text.append(host.name()).append('\n'));
        text.append("\n[pcs:vars]\nansible_host=127.0.0.1\nansible_user=")
                .append(DemoFleet.USER)
                .append("\nansible_ssh_private_key_file=")
                .append(folder.resolve(PRIVATE_KEY))
                .append("\nansible_ssh_common_args=-o UserKnownHostsFile=")
                .append(folder.resolve(KNOWN_HOSTS))
                .append(" -o IdentitiesOnly=yes\n");
        return text.toString();
    }

    private static void writePrivate(Path file, String text) throws IOException {
        try (OutputStream to = openPrivate(file)) {
            to.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static OutputStream openPrivate(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.newOutputStream(file);
    }
}
