package io.nightshift.core.transport;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom to connect to, as the inventory says it; what is left open here comes from the SSH configuration.
 *
 * @param name the inventory's name for the host; messages use it
 * @param address host name or IP address
 * @param port 1 to 65535, or 0 where the SSH configuration (else 22) decides
 * @param user login name, or empty where the SSH configuration (else the local user's name) decides
 * @param password for password and single-prompt keyboard-interactive login; null for none
 * @param privateKey a key file tried before any other; null for none
 * @param passphrase opens {@code privateKey} where that is encrypted; null for none
 * @param jump hosts to go through, as OpenSSH's {@code ProxyJump} writes them: {@code user@host:port,…}; null where the SSH
 *     configuration decides
 * @param options further OpenSSH options by lower-case name, as {@code -o} takes them
 */
public record Target(
        String name,
        String address,
        int port,
        String user,
        @Nullable Secret password,
        @Nullable Path privateKey,
        @Nullable Secret passphrase,
        @Nullable String jump,
        Map<String, String> options) {
    public Target {
        if (name.isBlank() || address.isBlank()) {
            throw new IllegalArgumentException("A host needs a name and an address");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("Port " + port + " of " + name + " does not lie between 1 and 65535");
        }
        Map<String, String> lowered = new HashMap<>();
        options.forEach((key, value) -> lowered.put(key.toLowerCase(Locale.ROOT), value));
        options = Map.copyOf(lowered);
    }

    /** A host whose address is its name. */
    public static Target of(String name) {
        return new Target(name, name, 0, "", null, null, null, null, Map.of());
    }

    public Target withAddress(String newAddress) {
        return new Target(name, newAddress, port, user, password, privateKey, passphrase, jump, options);
    }

    public Target withPort(int newPort) {
        return new Target(name, address, newPort, user, password, privateKey, passphrase, jump, options);
    }

    public Target withUser(String newUser) {
        return new Target(name, address, port, newUser, password, privateKey, passphrase, jump, options);
    }

    public Target withPassword(@Nullable Secret newPassword) {
        return new Target(name, address, port, user, newPassword, privateKey, passphrase, jump, options);
    }

    public Target withPrivateKey(@Nullable Path newKey, @Nullable Secret newPassphrase) {
        return new Target(name, address, port, user, password, newKey, newPassphrase, jump, options);
    }

    public Target withJump(@Nullable String newJump) {
        return new Target(name, address, port, user, password, privateKey, passphrase, newJump, options);
    }

    /** Adds options to those already there. */
    public Target withOptions(Map<String, String> more) {
        Map<String, String> both = new HashMap<>(options);
        more.forEach((key, value) -> both.put(key.toLowerCase(Locale.ROOT), value));
        return new Target(name, address, port, user, password, privateKey, passphrase, jump, both);
    }
}
