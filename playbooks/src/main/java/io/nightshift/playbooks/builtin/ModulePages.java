package io.nightshift.playbooks.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The documentation pages of modules, Markdown. */
public final class ModulePages {
    private ModulePages() {}

    /** The page of a module by its short name. */
    public static Optional<String> page(String module) {
        try (InputStream page = ModulePages.class.getResourceAsStream("doc/" + module + ".md")) {
            return page == null ? Optional.empty() : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
