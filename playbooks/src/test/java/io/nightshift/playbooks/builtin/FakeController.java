package io.nightshift.playbooks.builtin;

import static io.nightshift.playbooks.builtin.FakeHost.map;

import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Controller;
import io.nightshift.playbooks.module.ModuleFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The controller's side of a case: {@code files} and {@code templates} by name (a template's text is what it renders to),
 * {@code vars} by file name, {@code variables}, and {@code expressions} with what they evaluate to.
 */
final class FakeController implements Controller {
    private final Map<String, Object> described;
    private final Path folder;

    FakeController(Map<String, Object> described, Path folder) throws IOException {
        this.described = described;
        this.folder = folder;
        for (Kind kind : Kind.values()) {
            for (var file : map(described.get(folderOf(kind))).entrySet()) {
                write(folder.resolve(folderOf(kind)).resolve(file.getKey()), file.getValue());
            }
        }
    }

    /** A file is its text, or a mapping of {@code text} or {@code base64} and {@code mode}; a name that ends in / a folder. */
    private static void write(Path path, Object value) throws IOException {
        Files.createDirectories(path.getParent());
        if ("DIR".equals(value)) {
            Files.createDirectories(path);
            return;
        }
        Map<String, Object> entry = value instanceof Map<?, ?> ? map(value) : Map.of("text", value);
        byte[] bytes = entry.containsKey("base64")
                ? Base64.getDecoder().decode((String) entry.get("base64"))
                : String.valueOf(entry.get("text")).getBytes(StandardCharsets.UTF_8);
        Files.write(path, bytes);
        StringBuilder rights = new StringBuilder();
        int mode = Integer.parseInt((String) entry.getOrDefault("mode", "0644"), 8);
        for (int bit = 8; bit >= 0; bit--) {
            rights.append((mode >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights.toString()));
    }

    private static String folderOf(Kind kind) {
        return kind == Kind.FILES ? "files" : kind == Kind.TEMPLATES ? "templates" : "vars";
    }

    @Override
    public Content.LocalFile file(String name, Kind kind) {
        return local(find(name, kind));
    }

    private Path find(String name, Kind kind) {
        Path path = folder.resolve(folderOf(kind)).resolve(name);
        if (!Files.exists(path)) {
            throw new ModuleFailure("no file " + name + " in " + folderOf(kind) + "/");
        }
        return path;
    }

    private static Content.LocalFile local(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return new Content.LocalFile(path, bytes.length, Digests.of(bytes, "SHA-256"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Entry> tree(String name, Kind kind) {
        Path top = find(name, kind);
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path path : all.filter(it -> !it.equals(top)).sorted().toList()) {
                boolean directory = Files.isDirectory(path);
                entries.add(new Entry(
                        top.relativize(path).toString(),
                        directory,
                        directory ? new Content.LocalFile(path, 0, "") : local(path),
                        LocalModes.of(path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    @Override
    public boolean isDirectory(String name, Kind kind) {
        return Files.isDirectory(find(name, kind));
    }

    @Override
    public String render(String templateName, Map<String, Object> extra, TemplateOptions options) {
        try {
            String text = Files.readString(find(templateName, Kind.TEMPLATES));
            return options.newline().equals("\n") ? text : text.replace("\n", options.newline());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, Object> variables(String name) {
        Object values = map(described.get("vars")).get(name);
        if (values == null) {
            throw new ModuleFailure("no file " + name + " in vars/");
        }
        return map(values);
    }

    @Override
    public Object evaluate(String expression) {
        return known("expressions", expression);
    }

    @Override
    public boolean holds(String expression) {
        return Boolean.TRUE.equals(known("expressions", expression));
    }

    @Override
    public int verbosity() {
        return (int) FakeHost.number(described, "verbosity", 0);
    }

    @Override
    public Object variable(String name) {
        if (name.equals("playbook_dir")) {
            return folder.toString();
        }
        return name.equals("inventory_hostname")
                        && !map(described.get("variables")).containsKey(name)
                ? "web1"
                : known("variables", name);
    }

    private Object known(String section, String name) {
        Map<String, Object> values = map(described.get(section));
        if (!values.containsKey(name)) {
            throw new ModuleFailure("'" + name + "' is undefined");
        }
        return values.get(name);
    }
}
