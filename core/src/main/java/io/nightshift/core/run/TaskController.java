package io.nightshift.core.run;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.playbooks.SearchPath;
import io.nightshift.playbooks.Task;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Controller;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.Syntax;
import io.nightshift.playbooks.template.Undefined;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one task's module sees of the controller: files on its search path, its variables and templates. */
final class TaskController implements Controller {
    private final RunContext run;
    private final Task task;
    private final Scope scope;
    private final SearchPath search;

    TaskController(RunContext run, PlayContext play, Task task, Scope scope) {
        this.run = run;
        this.task = task;
        this.scope = scope;
        this.search = SearchPath.of(task.role(), task.file(), play.play.directory());
    }

    @Override
    public Content.LocalFile file(String name, Kind kind) {
        Path path = find(name, kind);
        if (!Files.isRegularFile(path)) {
            throw new ModuleFailure(path + " is not a file");
        }
        return local(path);
    }

    @Override
    public boolean isDirectory(String name, Kind kind) {
        return Files.isDirectory(find(name, kind));
    }

    @Override
    public List<Entry> tree(String name, Kind kind) {
        Path top = find(name, kind);
        try (Stream<Path> all = Files.walk(top)) {
            List<Entry> entries = new ArrayList<>();
            for (Path path : all.sorted().toList()) {
                if (!path.equals(top)) {
                    boolean directory = Files.isDirectory(path);
                    Content.LocalFile content = directory ? new Content.LocalFile(path, 0, "") : local(path);
                    entries.add(new Entry(top.relativize(path).toString(), directory, content, mode(path)));
                }
            }
            return entries;
        } catch (IOException e) {
            throw new ModuleFailure(top + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public String render(String templateName, Map<String, Object> extra, TemplateOptions options) {
        Path path = find(templateName, Kind.TEMPLATES);
        Diagnostics problems = new Diagnostics();
        Optional<String> text = run.readers.yaml(problems).readText(path);
        if (text.isEmpty()) {
            throw new ModuleFailure(
                    problems.isEmpty()
                            ? path + " cannot be read"
                            : problems.render().strip());
        }
        Map<String, Object> local = new LinkedHashMap<>(extra);
        local.put("template_path", path.toString());
        local.put("template_fullpath", path.toString());
        local.put("template_host", run.readers.controllerName());
        local.put("template_uid", System.getProperty("user.name", ""));
        local.put("template_run_date", run.clock.instant().toString());
        local.putIfAbsent("ansible_managed", "Ansible managed");
        Syntax syntax = Syntaxes.of(options);
        return run.templates.renderText(text.get(), path.toString(), syntax, new LayeredScope(local, scope));
    }

    @Override
    public Map<String, Object> variables(String name) {
        Path path = search.find("vars", name).orElseThrow(() -> missing("vars", name));
        Diagnostics problems = new Diagnostics();
        Map<String, Object> all = new LinkedHashMap<>();
        for (Path file : files(path)) {
            Optional<YamlNode> node = run.readers.yaml(problems).read(file);
            if (problems.hasErrors()) {
                throw new ModuleFailure(problems.render().strip());
            }
            if (node.isPresent() && node.get() instanceof YamlNode.Mapping mapping) {
                mapping.toValue().forEach((key, value) -> HostMemory.putNullable(all, key, value));
            } else if (node.isPresent() && !(node.get() instanceof YamlNode.Scalar scalar && scalar.isNull())) {
                throw new ModuleFailure(file + " must hold a mapping of variables");
            }
        }
        return all;
    }

    @Override
    public @Nullable Object evaluate(String expression) {
        Object value = run.templates.evaluate(expression, task.position(), scope);
        return value;
    }

    @Override
    public boolean holds(String expression) {
        return run.templates.condition(expression, task.position(), scope);
    }

    @Override
    public int verbosity() {
        return run.settings.verbosity();
    }

    @Override
    public Object variable(String name) {
        Object value = run.templates.resolve(scope.get(name), scope);
        if (value == null || value instanceof Undefined) {
            throw new ModuleFailure("the variable `" + name + "` is not set");
        }
        return value;
    }

    private Path find(String name, Kind kind) {
        String folder = kind.name().toLowerCase(Locale.ROOT);
        return search.find(folder, name).orElseThrow(() -> missing(folder, name));
    }

    private ModuleFailure missing(String folder, String name) {
        return new ModuleFailure("there is no file `" + name + "` on the controller; looked at "
                + search.candidates(folder, name).stream().map(Path::toString).collect(Collectors.joining(", ")));
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new ModuleFailure(path + " cannot be read: " + e.getMessage());
        }
    }

    /** Size and checksum, read through once; encrypted files are opened and held in a private copy by the caller. */
    private Content.LocalFile local(Path path) {
        try (InputStream bytes = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            long size = 0;
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            run.planned.file(path.toString(), sha256);
            return new Content.LocalFile(path, size, sha256);
        } catch (IOException e) {
            throw new ModuleFailure(path + " cannot be read: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static int mode(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        int mode = 0;
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
        }
        return mode;
    }
}
