package io.nightshift.playbooks.builtin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one-line form of apt's lists of sources, sources.list(5). */
final class AptSources {
    private static final String FOLDER = "/etc/apt/sources.list.d/";

    private AptSources() {}

    /** The source in a line, with single spaces and without what is behind {@code #}; empty for lines that name none. */
    static Optional<String> active(String line) {
        int comment = line.indexOf('#');
        String source =
                (comment < 0 ? line : line.substring(0, comment)).strip().replaceAll("\\s+", " ");
        return source.startsWith("deb ") || source.startsWith("deb-src ") ? Optional.of(source) : Optional.empty();
    }

    private static Optional<String> disabled(String line) {
        String text = line.strip();
        return text.startsWith("#") ? active(text.substring(1)) : Optional.empty();
    }

    /** The files with this source in them: as it is, switched on again where it was commented out, or added to a file. */
    static Map<String, String> with(Map<String, String> files, String source, String newFile) {
        Map<String, String> result = new LinkedHashMap<>(files);
        boolean found = false;
        for (Map.Entry<String, String> file : files.entrySet()) {
            List<String> lines = new ArrayList<>();
            boolean touched = false;
            for (String line : file.getValue().lines().toList()) {
                boolean off = disabled(line).filter(source::equals).isPresent();
                found |= off || active(line).filter(source::equals).isPresent();
                touched |= off;
                lines.add(off ? line.strip().substring(1).strip() : line);
            }
            if (touched) {
                result.put(file.getKey(), text(lines));
            }
        }
        if (!found) {
            String old = files.getOrDefault(newFile, "");
            String begin = old.isEmpty() || old.endsWith("\n") ? old : old + "\n";
            result.put(newFile, begin + source + "\n");
        }
        return result;
    }

    /** The files without this source. */
    static Map<String, String> without(Map<String, String> files, String source) {
        Map<String, String> result = new LinkedHashMap<>(files);
        files.forEach((path, text) -> {
            List<String> kept = text.lines()
                    .filter(line -> active(line).filter(source::equals).isEmpty())
                    .toList();
            if (kept.size() < text.lines().count()) {
                result.put(path, text(kept));
            }
        });
        return result;
    }

    /** The file a new source goes to: as the task says, or made from host and path of the URL, as Ansible does. */
    static String file(String source, Optional<String> filename) {
        String url = source.replaceAll("\\[[^\\]]+\\]", "")
                .replaceAll("\\w+://", "")
                .strip()
                .replaceFirst("^deb(-src)?\\s+", "")
                .split("\\s")[0];
        String withoutLogin = url.substring(url.indexOf('@') + 1);
        String name = filename.orElseGet(
                () -> withoutLogin.replaceAll("[^a-zA-Z0-9]+", " ").strip().replace(' ', '_'));
        return (name.contains("/") ? name : FOLDER + name) + ".list";
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
