package io.nightshift.inventory.yaml;

import org.jspecify.annotations.Nullable;

/** Opens ansible-vault text found in YAML; the vault package implements it. */
public interface VaultOpener {

    /** How every encrypted text begins. */
    String HEADER = "$ANSIBLE_VAULT;";

    /**
     * Opens an encrypted text, header line included.
     *
     * @throws CannotOpen if no given password fits, or the text is damaged
     */
    String open(String vaultText) throws CannotOpen;

    /** Told every single value that came out of an encrypted text, so that it can be kept out of all output. */
    void secretSeen(String value);

    /** Why a text stays closed, in words for the technician. */
    final class CannotOpen extends Exception {
        private final @Nullable String hint;

        public CannotOpen(String message, @Nullable String hint) {
            super(message);
            this.hint = hint;
        }

        public String sentence() {
            return String.valueOf(getMessage());
        }

        public @Nullable String hint() {
            return hint;
        }
    }
}
