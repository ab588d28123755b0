package io.nightshift.core.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plan was made from: texts that were read, files that would be copied, variables of the command line. */
public final class PlanInputs {
    /** Stands for the variables of the command line among the texts. */
    private static final String EXTRA = "the variables given with -e";

    private final Digests digests;

    public PlanInputs(Digests digests) {
        this.digests = digests;
    }

    /** Digests by path. */
    public Map<String, String> digests(
            Map<String, String> texts, Map<String, String> copied, Map<String, Object> extraVariables) {
        Map<String, String> all = new LinkedHashMap<>();
        copied.forEach((path, sha256) -> all.put(path, digests.ofText(file(sha256))));
        texts.forEach((path, text) -> all.put(path, digests.ofText(text)));
        all.put(EXTRA, digests.ofText(Canonical.of(extraVariables)));
        return all;
    }

    /**
     * What is not as it was when the plan was made, in words.
     *
     * @param read what the playbook and the inventory were read from just now
     */
    public List<String> changedSince(RunPlan plan, Map<String, String> read, Map<String, Object> extraVariables) {
        List<String> changed = new ArrayList<>();
        plan.texts().forEach((path, digest) -> {
            if (path.equals(EXTRA)) {
                if (!digest.equals(digests.ofText(Canonical.of(extraVariables)))) {
                    changed.add(EXTRA + " are others");
                }
            } else if (read.containsKey(path)) {
                if (!digest.equals(digests.ofText(String.valueOf(read.get(path))))) {
                    changed.add(path + " was changed");
                }
            } else {
                changedOnDisk(path, digest).ifPresent(changed::add);
            }
        });
        read.keySet().stream()
                .filter(path -> !plan.texts().containsKey(path))
                .forEach(path -> changed.add(path + " is new"));
        return changed;
    }

    private Optional<String> changedOnDisk(String path, String digest) {
        Path file = Path.of(path);
        if (!file.isAbsolute()) {
            return Optional.of(path + " is not read any more");
        }
        try {
            if (digest.equals(digests.ofText(file(sha256(file))))
                    || digest.equals(digests.of(Files.readAllBytes(file)))) {
                return Optional.empty();
            }
            return Optional.of(path + " was changed");
        } catch (IOException e) {
            return Optional.of(path + (Files.exists(file) ? " cannot be read" : " is gone"));
        }
    }

    private static String file(String sha256) {
        return "file with the SHA-256 " + sha256;
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
