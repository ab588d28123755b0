package io.nightshift.inventory.vault;

import io.nightshift.inventory.yaml.VaultOpener;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Opens and writes ansible-vault text (formats 1.1 and 1.2, AES256) with any number of passwords.
 *
 * <p>As with Ansible, the password whose id stands in the text is tried first, then every other. The values opened are
 * remembered, so that they can be kept out of all output. May be used by several threads.
 */
public final class Vault implements VaultOpener {
    private final List<VaultSecret> secrets;
    private final Set<String> seen = Collections.synchronizedSet(new LinkedHashSet<>());

    public Vault(List<VaultSecret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** True for text that begins like an encrypted file. */
    public static boolean isVaultText(String text) {
        return text.startsWith(HEADER);
    }

    /** Encrypts text; a secret named "default" writes format 1.1, any other id is written into the header (1.2). */
    public static String seal(byte[] plain, VaultSecret secret, SecureRandom random) {
        byte[] salt = new byte[VaultCipher.SALT_BYTES];
        random.nextBytes(salt);
        VaultCipher cipher = new VaultCipher(secret.password(), salt);
        byte[] ciphertext = cipher.encrypt(plain);
        return new VaultText(secret.id(), salt, cipher.hmac(ciphertext), ciphertext).format();
    }

    /** Sealed text as a YAML line {@code name: !vault |} with the text indented below it, to paste into a file. */
    public static String asYaml(String name, String sealed) {
        return name + ": !vault |\n" + sealed.strip().indent(10);
    }

    @Override
    public String open(String vaultText) throws CannotOpen {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(openBytes(vaultText)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CannotOpen("this vault text was opened, but what it holds is not UTF-8 text", null);
        }
    }

    /** Opens an encrypted file of any content, for example a key or an archive. */
    public byte[] openBytes(String vaultText) throws CannotOpen {
        VaultText text = VaultText.parse(vaultText);
        if (secrets.isEmpty()) {
            throw new CannotOpen(
                    "this is encrypted with the vault id `" + text.id() + "`, and no vault password was given",
                    "give `--vault-password-file FILE`, or `--vault-id " + text.id() + "@FILE`");
        }
        for (VaultSecret secret : matchingFirst(text.id())) {
            Optional<byte[]> plain =
                    new VaultCipher(secret.password(), text.salt()).decrypt(text.ciphertext(), text.hmac());
            if (plain.isPresent()) {
                return plain.get();
            }
        }
        throw wrongPassword(text.id());
    }

    @Override
    public void secretSeen(String value) {
        if (!value.isEmpty()) {
            seen.add(value);
        }
    }

    /** Every single value opened so far. */
    public Set<String> secretsSeen() {
        synchronized (seen) {
            return Set.copyOf(seen);
        }
    }

    private List<VaultSecret> matchingFirst(String id) {
        List<VaultSecret> ordered = new ArrayList<>();
        secrets.stream().filter(secret -> secret.id().equals(id)).forEach(ordered::add);
        secrets.stream().filter(secret -> !secret.id().equals(id)).forEach(ordered::add);
        return ordered;
    }

    private CannotOpen wrongPassword(String id) {
        boolean known = secrets.stream().anyMatch(secret -> secret.id().equals(id));
        String given = secrets.stream()
                .map(VaultSecret::id)
                .distinct()
                .map(it -> "`" + it + "`")
                .collect(Collectors.joining(", "));
        if (known) {
            return new CannotOpen(
                    "the vault password given for the vault id `" + id + "` does not open this",
                    "check the password; or the text was changed after it was encrypted");
        }
        return new CannotOpen(
                "no given vault password opens this; it was encrypted with the vault id `" + id + "`",
                "passwords were given for " + given + "; add `--vault-id " + id + "@FILE`");
    }

    /** Two vaults are told apart by identity; the passwords take no part in any comparison or text. */
    @Override
    public String toString() {
        return "Vault" + Arrays.toString(secrets.toArray());
    }
}
