package io.nightshift.core.cli;

import io.nightshift.core.transport.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Passwords in files. {@code credential:NAME} is one that systemd has loaded for this service ({@code LoadCredential=}): it is in
 * {@code $CREDENTIALS_DIRECTORY}, or, for commands outside of the service, where systemd keeps those of {@code nightshift.service}.
 */
record Credentials(Map<String, String> environment) {
    private static final String CREDENTIAL = "credential:";
    private static final String OF_THE_SERVICE = "/run/credentials/nightshift.service";

    /** Where a file is that was named so. */
    String path(String named) {
        if (!named.startsWith(CREDENTIAL)) {
            return named;
        }
        String name = named.substring(CREDENTIAL.length());
        if (name.isEmpty() || name.contains("/")) {
            throw new Failure("error: `" + named
                    + "` names no credential\nhint: write credential:NAME as in LoadCredential=NAME:FILE");
        }
        Path file = Path.of(environment.getOrDefault("CREDENTIALS_DIRECTORY", OF_THE_SERVICE), name);
        if (!Files.isReadable(file)) {
            throw new Failure("error: there is no credential `" + name + "`: " + file
                    + " cannot be read\nhint: add `LoadCredential=" + name
                    + ":FILE` to nightshift.service and restart it, or name the folder in CREDENTIALS_DIRECTORY");
        }
        return file.toString();
    }

    /** The first line of a file that only its owner may read. */
    Secret password(String named, Path folder) {
        String place = path(named);
        Path file = place.startsWith("~/")
                ? Path.of(System.getProperty("user.home")).resolve(place.substring(2))
                : folder.resolve(place);
        try {
            String password = Files.readString(file).lines().findFirst().orElse("");
            if (password.isEmpty()) {
                throw new Failure("error: " + file + " holds no password");
            }
            return Secret.of(password);
        } catch (IOException e) {
            throw new Failure(
                    "error: the password file " + file + " cannot be read\nhint: it was named as `" + named + "`");
        }
    }
}
