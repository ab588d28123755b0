package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A module's page of documentation, as {@code nightshift doc} shows it. */
public final class ModulePage {
    static final String TABLE_STARTS = "<!-- parameters -->\n";
    static final String TABLE_ENDS = "<!-- end of parameters -->\n";

    private ModulePage() {}

    /** The page in Markdown; empty when there is none. */
    public static Optional<String> of(ModuleSpec spec) {
        try (InputStream page = ModulePage.class.getResourceAsStream("doc/" + spec.name() + ".md")) {
            return page == null
                    ? Optional.empty()
                    : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table of parameters that stands in the page between its two marks. */
    static String table(ModuleSpec spec) {
        StringBuilder table = new StringBuilder("| parameter | kind | default | what it does |\n|---|---|---|---|\n");
        for (Parameter parameter : spec.parameters()) {
            table.append("| `").append(parameter.name()).append('`');
            if (!parameter.aliases().isEmpty()) {
                table.append(" (also `")
                        .append(String.join("`, `", parameter.aliases()))
                        .append("`)");
            }
            table.append(" | ").append(kind(parameter));
            table.append(" | ").append(preset(parameter));
            table.append(" | ").append(parameter.description().replace("|", "\\|"));
            if (spec.name().equals(parameter.name()) && parameter.name().equals(spec.freeForm())) {
                table.append(" (may follow the module's name directly)");
            }
            table.append(" |\n");
        }
        return table.toString();
    }

    private static String kind(Parameter parameter) {
        if (!parameter.choices().isEmpty()) {
            return "`" + String.join("`, `", parameter.choices()) + "`";
        }
        return switch (parameter.type()) {
            case STRINGS -> "list of strings";
            case MODE -> "file mode";
            case BOOLEAN -> "yes or no";
            case INTEGER -> "whole number";
            case FLOAT -> "number";
            case MAP -> "mapping";
            case RAW -> "anything";
            case STRING, PATH, LIST -> parameter.type().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String preset(Parameter parameter) {
        if (parameter.required()) {
            return "required";
        }
        Object value = parameter.defaultValue();
        if (value == null) {
            return "";
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        return "`" + String.valueOf(value).replace("\n", "\\n") + "`";
    }
}
