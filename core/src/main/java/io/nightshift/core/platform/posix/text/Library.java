package io.nightshift.core.platform.posix.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Shell functions kept as {@code .sh} resources beside the platform, without their comments and indentation. */
public final class Library {
    private static final String FOLDER = "/io/nightshift/core/platform/posix/";
    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    private Library() {}

    /**
     * The text of one resource.
     *
     * @param name without folder and {@code .sh}
     */
    public static String text(String name) {
        return TEXTS.computeIfAbsent(name, Library::load);
    }

    private static String load(String name) {
        try (InputStream in = Library.class.getResourceAsStream(FOLDER + name + ".sh")) {
            if (in == null) {
                throw new IllegalArgumentException("no shell library of the name " + name);
            }
            StringBuilder out = new StringBuilder();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                String bare = line.strip();
                if (!bare.isEmpty() && !bare.startsWith("#")) {
                    out.append(bare).append('\n');
                }
            }
            return out.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
