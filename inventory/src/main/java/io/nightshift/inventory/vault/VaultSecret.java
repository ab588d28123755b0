package io.nightshift.inventory.vault;

import java.util.Objects;

/** A vault password with the id it goes by. Never shows itself in text. */
public final class VaultSecret {
    private final String id;
    private final char[] password;

    /**
     * @param id the vault id; "default" where none is used
     * @throws IllegalArgumentException if the password is empty
     */
    public VaultSecret(String id, char[] password) {
        this.id = Objects.requireNonNull(id, "id");
        this.password = password.clone();
        if (password.length == 0) {
            throw new IllegalArgumentException("the vault password for `" + id + "` is empty");
        }
    }

    /** The vault id. */
    public String id() {
        return id;
    }

    char[] password() {
        return password.clone();
    }

    @Override
    public String toString() {
        return "vault password `" + id + "`";
    }
}
