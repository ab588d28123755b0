package io.nightshift.core.run;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;

/** Sends what a step needs beside its script. */
final class Uploads {
    private Uploads() {}

    /** Announced first, so that what a broken connection leaves behind is found and removed. */
    static void send(Connection connection, Become become, PreparedStep step, PreparedStep.Upload upload)
            throws TransportException {
        Frame announced = connection.shell(become).run(step.announce(upload), Duration.ofMinutes(1));
        if (!announced.succeeded()) {
            throw new TransportException(
                    TransportException.Kind.FILE,
                    "nothing can be sent to the host: "
                            + announced.stderr().text().strip());
        }
        try {
            bytes(connection, become, upload);
        } catch (TransportException e) {
            if (!e.outcomeUnknown()) {
                connection.shell(become).run(step.withdraw(upload), Duration.ofMinutes(1));
            }
            throw e;
        }
    }

    private static void bytes(Connection connection, Become become, PreparedStep.Upload upload)
            throws TransportException {
        Content content = upload.content();
        try (InputStream bytes = content instanceof Content.LocalFile file
                ? Files.newInputStream(file.path())
                : new ByteArrayInputStream(((Content.Bytes) content).bytes())) {
            connection.upload(become, upload.path(), bytes, content.size(), Duration.ofMinutes(30));
        } catch (IOException e) {
            throw new TransportException(
                    TransportException.Kind.FILE, "a file of the controller cannot be read: " + e.getMessage(), e);
        }
    }
}
