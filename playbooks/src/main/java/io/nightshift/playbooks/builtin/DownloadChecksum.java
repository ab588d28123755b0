package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The {@code checksum} of a download: an algorithm and a digest, or where a list of digests is. */
record DownloadChecksum(String algorithm, String value) {

    /** @throws ModuleFailure when it is written in another way */
    static Optional<DownloadChecksum> of(Args args) {
        String text = args.optional("checksum").orElse("").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new ModuleFailure(
                    "`checksum` is written ALGORITHM:DIGEST, such as sha256:9f86d081…, but is `" + text + "`");
        }
        DownloadChecksum checksum =
                new DownloadChecksum(text.substring(0, colon).toLowerCase(Locale.ROOT), text.substring(colon + 1));
        algorithm(checksum.algorithm);
        if (checksum.list().isEmpty() && !checksum.value.matches("[0-9a-fA-F]+")) {
            throw new ModuleFailure("the digest in `checksum` must be hexadecimal, but is `" + checksum.value + "`");
        }
        return Optional.of(checksum);
    }

    static Checksum algorithm(String name) {
        try {
            return Checksum.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ModuleFailure("`" + name + "` is no checksum this host can read; use md5, sha1, sha224, sha256,"
                    + " sha384 or sha512");
        }
    }

    /** Where the digests are listed, when it is not a digest itself. */
    Optional<String> list() {
        return value.matches("(?i)https?://.*") ? Optional.of(value) : Optional.empty();
    }

    String text() {
        return algorithm + ":" + value.toLowerCase(Locale.ROOT);
    }

    /** The digest of a file in the list that was fetched; a list of one digest without a name is that digest. */
    String find(Reading.HttpResponse response, String file) {
        if (response.status() != 200) {
            String problem = response.problem();
            throw new ModuleFailure("the checksums at " + value + " cannot be had: "
                    + (problem == null ? "status " + response.status() : problem));
        }
        List<String> lines = new String(response.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", 2);
            boolean alone = lines.size() == 1 && words.length == 1;
            if (alone
                    || words.length == 2
                            && words[1].replaceFirst("^[*]?(\\./)?", "").equals(file)) {
                return algorithm + ":" + words[0].toLowerCase(Locale.ROOT);
            }
        }
        throw new ModuleFailure("the list at " + value + " has no checksum for " + file);
    }
}
