package io.nightshift.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.transport.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password goes nowhere but to a server that has shown who it is. */
class MailSecurityTest {
    private static final String DESK = "desk@example.org";
    private static final String PASSWORD = "canary-4711";
    private static final Message MESSAGE = new Message(
            Occasion.TEST,
            Message.Weight.GOOD,
            "",
            "",
            "controller1",
            Instant.EPOCH,
            "hello",
            List.of(),
            Map.of(),
            List.of(),
            0,
            List.of(),
            false);

    @TempDir
    static Path folder;

    private static SSLContext tls;
    private MailSink mail;

    @BeforeAll
    static void certificate() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "sink",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=sink",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-keystore",
                        keys.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-validity",
                        "30")
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "changeit".toCharArray());
        }
        Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(store.getCertificate("sink").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
    }

    @BeforeEach
    void start() throws IOException {
        mail = MailSink.start();
    }

    @AfterEach
    void stop() throws IOException {
        mail.close();
    }

    private Fate sent(SSLContext trust) {
        MailServer server = new MailServer(
                "localhost",
                mail.port(),
                MailServer.Security.STARTTLS,
                "nightshift@example.org",
                "nightshift",
                Secret.of(PASSWORD));
        return new MailChannel(server, ZoneOffset.UTC, Duration.ofSeconds(5), trust)
                .send(MESSAGE, List.of(DESK))
                .get(DESK);
    }

    @Test
    void aServerOfTheHouseIsKnownByItsOwnCertificate() throws Exception {
        mail.offeringTls(tls).wanting("nightshift", PASSWORD);

        assertThat(sent(Trust.with(folder.resolve("ca.pem")))).isEqualTo(Fate.SENT);
        assertThat(mail.next().header("Subject")).isEqualTo("[Nightshift] hello");
    }

    @Test
    void aServerWithAnotherCertificateIsToldNothing() {
        mail.offeringTls(tls);

        assertThat(sent(null).why()).contains("certificate is not accepted");
        assertThat(mail.heard).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }

    @Test
    void aServerWithoutTlsIsToldNothing() {
        Fate fate = sent(null);

        assertThat(fate).isEqualTo(Fate.never("the mail server offers no STARTTLS: nothing was sent unprotected"));
        assertThat(mail.heard).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }

    @Test
    void aWrongPasswordIsNotTriedAgain() throws Exception {
        mail.offeringTls(tls).wanting("nightshift", "another");

        assertThat(sent(Trust.with(folder.resolve("ca.pem"))))
                .isEqualTo(Fate.never("the mail server does not accept user and password"));
        assertThat(mail.isEmpty()).isTrue();
    }
}
