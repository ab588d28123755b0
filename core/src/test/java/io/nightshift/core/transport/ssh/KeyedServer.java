package io.nightshift.core.transport.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/** An SSH server whose host keys and certificates a test chooses. */
final class KeyedServer implements AutoCloseable {
    /** Whether OpenSSH's client is there to be asked. */
    static final boolean OPENSSH = Stream.of(
                    System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder ->
                    Files.isExecutable(Path.of(folder, "ssh")) && Files.isExecutable(Path.of(folder, "ssh-keygen")));

    private final Path folder;
    private final Map<String, KeyPair> keys = new HashMap<>();
    private final Map<String, OpenSshCertificate> certificates = new HashMap<>();
    private final SshServer server = SshServer.setUpDefaultServer();
    private volatile List<OpenSshCertificate> shown = List.of();

    private KeyedServer(Path folder) {
        this.folder = folder;
    }

    static KeyedServer start(Path folder) throws Exception {
        KeyedServer keyed = new KeyedServer(folder);
        for (String name : List.of("ED", "OTHER", "CA", "USER")) {
            keyed.keys.put(name, KeyUtils.generateKeyPair("ssh-ed25519", 256));
        }
        keyed.keys.put("RSA", KeyUtils.generateKeyPair("ssh-rsa", 2048));
        writePrivate(keyed.keys.get("USER"), null, keyed.userKey());
        keyed.certify("good", OpenSshCertificate.Type.HOST, List.of("127.0.0.1"), true);
        keyed.certify("elsewhere", OpenSshCertificate.Type.HOST, List.of("elsewhere"), true);
        keyed.certify("expired", OpenSshCertificate.Type.HOST, List.of("127.0.0.1"), false);
        keyed.certify("user", OpenSshCertificate.Type.USER, List.of("127.0.0.1"), true);
        SshServer server = keyed.server;
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(session -> List.of(keyed.keys.get("ED"), keyed.keys.get("RSA")));
        server.setHostKeyCertificateProvider(session -> keyed.shown);
        server.setPublickeyAuthenticator((user, key, session) ->
                KeyUtils.compareKeys(key, keyed.keys.get("USER").getPublic()));
        server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
        server.start();
        return keyed;
    }

    static void writePrivate(
            KeyPair pair, org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext lock, Path file)
            throws Exception {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream to = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", lock, to);
        }
    }

    private void certify(String name, OpenSshCertificate.Type type, List<String> principals, boolean valid)
            throws Exception {
        long now = System.currentTimeMillis() / 1000;
        OpenSshCertificate certificate = (type == OpenSshCertificate.Type.HOST
                        ? OpenSshCertificateBuilder.hostCertificate()
                        : OpenSshCertificateBuilder.userCertificate())
                .serial(1)
                .publicKey(keys.get("ED").getPublic())
                .id(name)
                .validAfter(now - 7200)
                .validBefore(valid ? now + 3600 : now - 3600)
                .principals(principals)
                .sign(keys.get("CA"), "ssh-ed25519");
        certificates.put(name, certificate);
    }

    /** From now on shows this certificate, or none. */
    void show(String name) {
        shown = name == null ? List.of() : List.of(certificates.get(name));
    }

    int port() {
        return server.getPort();
    }

    Path userKey() {
        return folder.resolve("user-key");
    }

    String publicKey(String name) {
        return PublicKeyEntry.toString(keys.get(name).getPublic());
    }

    String fingerprint(String name) {
        return KeyUtils.getFingerPrint(keys.get(name).getPublic());
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }

    /** Runs a program to its end and gives its output; fails on any other status than 0. */
    static String run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Arrays.asList(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + " failed: " + output);
        }
        return output;
    }
}
