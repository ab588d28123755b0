package io.nightshift.core.record;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.transfer.Manifest;
import io.nightshift.playbooks.module.TreeOrder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The files that transfers of a run have sent, each with its size, SHA-256 and when both ends were compared, in the run's record. */
public final class ManifestNotes implements Manifest, AutoCloseable {
    /** What the lines have, as a line of CSV. */
    public static final String HEADER = "host,from,sha256,size,modified,compared,path";

    /** No host is called so. */
    private static final String NOTEBOOK = "\nmanifest\n";

    private static final int LINES = 2_000;

    private final RunStore store;
    private final String run;
    private final String host;
    private final TreeOrder order;
    private final String name;
    private final StringBuilder lines = new StringBuilder();
    private int held;
    private int attempt;

    public ManifestNotes(RunStore store, String run, String host, TreeOrder order, Instant began) {
        this.store = store;
        this.run = run;
        this.host = host;
        this.order = order;
        this.name = began + " " + order.destination();
    }

    @Override
    public void begin() {
        attempt++;
        lines.setLength(0);
        held = 0;
        store.note(run, NOTEBOOK + host, name, attempt + " ");
    }

    @Override
    public void sent(TreeEntry entry, String sha256, Instant compared) {
        String path = entry.path().isEmpty() ? order.destination() : order.destination() + "/" + entry.path();
        Instant modified = Instant.ofEpochSecond(entry.seconds(), entry.nanos());
        lines.append(word(host))
                .append(',')
                .append(word(order.from()))
                .append(',')
                .append(sha256)
                .append(',')
                .append(entry.size())
                .append(',')
                .append(modified)
                .append(',')
                .append(compared)
                .append(',')
                .append(word(path))
                .append('\n');
        held++;
        if (held >= LINES) {
            close();
        }
    }

    /** What is not kept yet is kept now. */
    @Override
    public void close() {
        if (held > 0) {
            store.note(run, NOTEBOOK + host, name, attempt + " " + packed(lines.toString()));
            lines.setLength(0);
            held = 0;
        }
    }

    /** Tells the lines of a host's transfers, in the order they were made. */
    public static void of(RunStore store, String run, String host, Consumer<String> line) {
        Map<String, StringBuilder> last = new LinkedHashMap<>();
        for (Map.Entry<String, String> note : store.notes(run, NOTEBOOK + host)) {
            String value = note.getValue();
            String data = value.substring(value.indexOf(' ') + 1);
            if (data.isEmpty()) {
                last.put(note.getKey(), new StringBuilder());
            } else {
                last.computeIfAbsent(note.getKey(), key -> new StringBuilder())
                        .append(data)
                        .append(' ');
            }
        }
        for (StringBuilder all : last.values()) {
            for (String part :
                    all.isEmpty() ? List.<String>of() : List.of(all.toString().split(" "))) {
                unpacked(part).lines().forEach(line);
            }
        }
    }

    /** As a value of CSV; a byte that is no character is written as {@code \xNN}. */
    private static String word(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == '"') {
                out.append("\"\"");
            } else if (c == '\n' || c == '\r' || c >= '\udc80' && c <= '\udcff') {
                out.append(String.format(Locale.ROOT, "\\x%02x", c & 0xff));
            } else {
                out.append(c);
            }
        }
        boolean plain = out.indexOf(",") < 0 && out.indexOf("\"") < 0 && out.indexOf(" ") < 0;
        return plain ? out.toString() : "\"" + out + "\"";
    }

    private static String packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String unpacked(String text) {
        try (InflaterInputStream in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a manifest of the journal is damaged", e);
        }
    }
}
