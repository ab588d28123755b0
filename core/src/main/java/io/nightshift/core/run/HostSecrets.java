package io.nightshift.core.run;

import io.nightshift.core.transport.Secret;
import io.nightshift.core.transport.Target;
import org.jspecify.annotations.Nullable;

/** What opens the hosts that a rollback goes to; the store keeps no passwords. */
public interface HostSecrets {
    /** For hosts that keys open. */
    HostSecrets NONE = host -> new Secrets(null, null, null);

    Secrets of(String host);

    /**
     * What opens one host.
     *
     * @param login the password of the login
     * @param passphrase of the private key
     * @param become what sudo, su or doas asks for
     */
    record Secrets(
            @Nullable Secret login,
            @Nullable Secret passphrase,
            @Nullable Secret become) {
        Target into(Target target) {
            Target with = login == null ? target : target.withPassword(login);
            return passphrase == null || target.privateKey() == null
                    ? with
                    : with.withPrivateKey(target.privateKey(), passphrase);
        }
    }
}
