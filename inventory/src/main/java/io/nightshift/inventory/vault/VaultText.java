package io.nightshift.inventory.vault;

import io.nightshift.inventory.yaml.VaultOpener;
import io.nightshift.inventory.yaml.VaultOpener.CannotOpen;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The outer form of ansible-vault text, versions 1.1 and 1.2: a header line, then hexadecimal digits in lines of 80.
 * The digits hold three further lines of digits: salt, HMAC, ciphertext. (Format: Ansible's user guide, "Ansible Vault
 * payload format".)
 *
 * @param id the vault id in the header; "default" where it names none
 */
record VaultText(String id, byte[] salt, byte[] hmac, byte[] ciphertext) {
    static final String DEFAULT_ID = "default";
    private static final int LINE_WIDTH = 80;
    private static final String DAMAGED_HINT =
            "fetch the file again from where it was encrypted; even one changed " + "character makes it useless";

    static VaultText parse(String text) throws CannotOpen {
        List<String> lines = text.strip().lines().map(String::strip).toList();
        String[] header = lines.get(0).split(";", -1);
        if (header.length < 3 || !(header[0] + ";").equals(VaultOpener.HEADER)) {
            throw new CannotOpen(
                    "this is not ansible-vault text: its first line is no vault header",
                    "it should begin with `$ANSIBLE_VAULT;1.1;AES256`");
        }
        if (!header[1].equals("1.1") && !header[1].equals("1.2")) {
            throw new CannotOpen(
                    "this vault text has the format version `" + header[1] + "`; 1.1 and 1.2 can be opened",
                    "encrypt it again with a current ansible-vault or `nightshift vault encrypt`");
        }
        if (!header[2].equals("AES256")) {
            throw new CannotOpen("this vault text uses the cipher `" + header[2] + "`; only AES256 is known", null);
        }
        String id = header.length > 3 && !header[3].isBlank() ? header[3] : DEFAULT_ID;
        String digits = String.join("", lines.subList(1, lines.size()));
        List<String> parts = ascii(hex(digits)).lines().toList();
        if (parts.size() != 3) {
            throw new CannotOpen("this vault text is damaged: it should hold three parts", DAMAGED_HINT);
        }
        return new VaultText(id, hex(parts.get(0)), hex(parts.get(1)), hex(parts.get(2)));
    }

    String format() {
        HexFormat hex = HexFormat.of();
        String inner = hex.formatHex(salt) + "\n" + hex.formatHex(hmac) + "\n" + hex.formatHex(ciphertext);
        String digits = hex.formatHex(inner.getBytes(StandardCharsets.US_ASCII));
        String header = id.equals(DEFAULT_ID) ? "1.1;AES256" : "1.2;AES256;" + id;
        StringBuilder out = new StringBuilder(VaultOpener.HEADER).append(header).append('\n');
        for (int at = 0; at < digits.length(); at += LINE_WIDTH) {
            out.append(digits, at, Math.min(digits.length(), at + LINE_WIDTH)).append('\n');
        }
        return out.toString();
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String digits) throws CannotOpen {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new CannotOpen(
                    "this vault text is damaged: it should hold nothing but pairs of hexadecimal digits", DAMAGED_HINT);
        }
    }
}
