package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.playbooks.migration.Conversion;
import io.nightshift.playbooks.migration.LossyException;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts files on their way, each from one file of the controller into another, and remembers what became of it: that is what the
 * destination must have. What is lost when this process ends is converted again.
 */
final class Converting {
    private static final int SHOWN = 50;

    private final Watch watch;
    private final TreeOrder order;
    private final Conversions conversions;
    private final Path before;
    private final Path after;
    private final Map<String, Converted> done = new HashMap<>();
    private final List<String> places = new ArrayList<>();
    private int refused;

    /**
     * What a file has become.
     *
     * @param sha256 of its bytes as they are now
     */
    record Converted(long size, String sha256) {}

    /** @param folder of the controller; holds one file at a time */
    Converting(TreeOrder order, Path folder, Watch watch) {
        this.watch = watch;
        this.order = order;
        this.conversions = new Conversions(order);
        this.before = folder.resolve("before-conversion");
        this.after = folder.resolve("after-conversion");
    }

    boolean isMeant(TreeEntry entry) {
        return conversions.isMeant(entry);
    }

    /** What a file has become in this process; null where it has not been converted yet. */
    @Nullable
    Converted of(String path) {
        return done.get(path);
    }

    /** The entry as the destination has it. */
    TreeEntry asSent(TreeEntry entry) {
        Converted converted = done.get(entry.path());
        return converted == null ? entry : entry.sized(converted.size());
    }

    /** Digests of what was converted, and for other files those of somebody else. */
    Digests.Known orElse(Digests.Known others) {
        return entry -> {
            Converted converted = done.get(entry.path());
            return converted == null ? others.of(entry) : converted.sha256();
        };
    }

    /** What has been converted does not count any more. */
    void forget() {
        done.clear();
    }

    /** What was refused before is looked at again. */
    void begin() {
        places.clear();
        refused = 0;
    }

    /** The next file as it comes from the source; written whole before it is {@linkplain #convert converted}. */
    OutputStream next() throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(before), 1 << 16);
    }

    /**
     * Converts what has come.
     *
     * @return the entry as the destination will have it; null where it would not be whole, which is {@linkplain #check said later}
     */
    @Nullable
    TreeEntry convert(TreeEntry entry) throws IOException {
        Conversion conversion = conversions.of(entry);
        if (conversion == null) {
            throw new IllegalArgumentException(entry.path() + " is not to be converted");
        }
        MessageDigest digest = Seen.sha256();
        try (InputStream in = new WatchedInput(Files.newInputStream(before), watch);
                OutputStream out = new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(after), 1 << 16), digest)) {
            conversion.apply(entry.path().isEmpty() ? order.source() : order.source() + "/" + entry.path(), in, out);
        } catch (LossyException e) {
            refused++;
            e.places().stream().limit(SHOWN).forEach(places::add);
            return null;
        }
        Converted converted = new Converted(Files.size(after), HexFormat.of().formatHex(digest.digest()));
        done.put(entry.path(), converted);
        return entry.sized(converted.size());
    }

    /** The bytes of what was converted last. */
    InputStream converted() throws IOException {
        return new WatchedInput(Files.newInputStream(after), watch);
    }

    /** @throws TransferFailure naming every place that would have been lost */
    void check() throws TransferFailure {
        if (refused == 0) {
            return;
        }
        List<String> shown = places.subList(0, Math.min(SHOWN, places.size()));
        String all = String.join("\n", shown) + (places.size() > shown.size() ? "\nand more" : "");
        String what = refused == 1 ? "a file" : refused + " files";
        begin();
        throw new TransferFailure(
                "nothing was put in its place, because " + what + " would not be whole after the conversion:\n" + all);
    }
}
