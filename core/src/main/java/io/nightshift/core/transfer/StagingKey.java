package io.nightshift.core.transfer;

import io.nightshift.playbooks.module.TreeOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A word for where a tree comes from and goes to, so that the next try finds what an earlier one staged. */
final class StagingKey {
    private static final int BYTES = 8;

    private StagingKey() {}

    static String of(TreeOrder order) {
        String text = order.from() + "\0" + order.source() + "\0" + order.destination()
                + (order.conversions().isEmpty() ? "" : "\0" + order.conversions());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
