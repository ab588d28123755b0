package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.Secret;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Private keys from files, opened once however many hosts use them: opening an encrypted one costs up to a second. */
final class IdentityFiles {
    private final Function<Path, @Nullable Secret> passphrases;
    private final Map<Path, List<KeyPair>> opened = new HashMap<>();

    IdentityFiles(Function<Path, @Nullable Secret> passphrases) {
        this.passphrases = passphrases;
    }

    /** The keys for one hop: the one that the inventory names must be usable, of the others those that are. */
    synchronized List<KeyPair> forHop(Hop hop) throws TransportException {
        List<KeyPair> keys = new ArrayList<>();
        Path required = hop.required();
        if (required != null) {
            keys.addAll(open(required, hop.passphrase(), hop.agent() == null));
        }
        for (Path file : hop.identities()) {
            if (!file.equals(required) && Files.isReadable(file)) {
                keys.addAll(open(file, null, false));
            }
        }
        return keys;
    }

    private List<KeyPair> open(Path file, @Nullable Secret given, boolean must) throws TransportException {
        List<KeyPair> before = opened.get(file);
        if (before != null) {
            return before;
        }
        Answers answers = new Answers(file, given);
        try (InputStream bytes = Files.newInputStream(file)) {
            List<KeyPair> keys = new ArrayList<>();
            Iterable<KeyPair> found =
                    SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(file.toString()), bytes, answers);
            if (found == null) {
                throw new TransportException(Kind.SETTINGS, file + " holds no private key in a format we know");
            }
            found.forEach(keys::add);
            opened.put(file, List.copyOf(keys));
            return keys;
        } catch (NoSuchFileException e) {
            throw new TransportException(Kind.SETTINGS, "There is no key file " + file, e);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            if (answers.asked && answers.secret == null && !must) {
                // Encrypted, and nobody to ask: the agent may hold it, or another key fits.
                return List.of();
            }
            throw new TransportException(Kind.SETTINGS, reason(file, answers, e), e);
        }
    }

    private static String reason(Path file, Answers answers, Exception e) {
        if (!answers.asked) {
            return "The key file " + file + " cannot be used: " + e.getMessage();
        }
        return answers.secret == null
                ? "The key file " + file
                        + " is encrypted: add it to ssh-agent, or run where its passphrase can be asked"
                : "The passphrase does not open the key file " + file;
    }

    private final class Answers implements FilePasswordProvider {
        private final Path file;
        private final @Nullable Secret given;
        private @Nullable Secret secret;
        private boolean asked;

        private Answers(Path file, @Nullable Secret given) {
            this.file = file;
            this.given = given;
        }

        @Override
        public @Nullable String getPassword(
                org.apache.sshd.common.session.@Nullable SessionContext session, NamedResource resource, int retry) {
            if (!asked) {
                asked = true;
                secret = given != null ? given : passphrases.apply(file);
            }
            return secret == null || retry > 0 ? null : new String(secret.reveal());
        }
    }
}
