package io.nightshift.inventory.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML 1.1 as Ansible does. Whatever is wrong with a file ends up in the {@link Diagnostics}; nothing is thrown.
 *
 * <p>Files are UTF-8, with or without byte order mark, with any line ends; wholly encrypted files and {@code !vault}
 * values are opened with the given {@link VaultOpener}. An empty Optional means that there is nothing in the file or
 * that it could not be read; {@link Diagnostics#hasErrors()} tells which.
 */
public final class YamlReader {
    private static final Pattern ESCAPED_SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\/");

    private final Diagnostics problems;
    private final @Nullable VaultOpener vault;
    private final YamlLimits limits;
    private final Texts texts;

    public YamlReader(Diagnostics problems) {
        this(problems, null);
    }

    /** @param vault opens encrypted text; null if no password was given */
    public YamlReader(Diagnostics problems, @Nullable VaultOpener vault) {
        this(problems, vault, Texts.DISK);
    }

    /** @param texts may know the text of a file better than the disk does */
    public YamlReader(Diagnostics problems, @Nullable VaultOpener vault, Texts texts) {
        this(problems, vault, YamlLimits.DEFAULT, texts);
    }

    YamlReader(Diagnostics problems, @Nullable VaultOpener vault, YamlLimits limits) {
        this(problems, vault, limits, Texts.DISK);
    }

    private YamlReader(Diagnostics problems, @Nullable VaultOpener vault, YamlLimits limits, Texts texts) {
        this.problems = problems;
        this.vault = vault;
        this.limits = limits;
        this.texts = texts;
    }

    /** Reads a file that holds one document. */
    public Optional<YamlNode> read(Path file) {
        return single(readAll(file));
    }

    /** Reads one document from text; positions carry the given name. */
    public Optional<YamlNode> read(String name, String text) {
        return single(readAll(name, text));
    }

    /** Reads every document of a file. */
    public List<YamlNode> readAll(Path file) {
        String name = file.toAbsolutePath().normalize().toString();
        return textOf(file, name).map(text -> readAll(name, text)).orElse(List.of());
    }

    /** Reads every document of a text; positions carry the given name. */
    public List<YamlNode> readAll(String name, String text) {
        if (!text.startsWith(VaultOpener.HEADER)) {
            problems.keepSource(name, text);
            return parse(name, text, false);
        }
        Position whole = Position.ofFile(name);
        if (vault == null) {
            problems.error(
                    whole,
                    1,
                    "this file is encrypted with ansible-vault, and no vault password was given",
                    "give `--vault-password-file FILE`, or `--vault-id NAME@FILE`");
            return List.of();
        }
        try {
            return parse(name, vault.open(text), true);
        } catch (VaultOpener.CannotOpen e) {
            problems.error(whole, 1, e.sentence(), e.hint());
            return List.of();
        }
    }

    /** The text of a file, opened if it is encrypted; for files that are not YAML, such as scripts and templates. */
    public Optional<String> readText(Path file) {
        String name = file.toAbsolutePath().normalize().toString();
        Optional<String> text = textOf(file, name);
        if (text.isEmpty() || !text.get().startsWith(VaultOpener.HEADER)) {
            text.ifPresent(it -> problems.keepSource(name, it));
            return text;
        }
        VaultOpener opener = vault;
        try {
            if (opener != null) {
                return Optional.of(opener.open(text.get()));
            }
            problems.error(
                    Position.ofFile(name),
                    1,
                    "this file is encrypted with ansible-vault, and no vault password was given",
                    "give `--vault-password-file FILE`, or `--vault-id NAME@FILE`");
        } catch (VaultOpener.CannotOpen e) {
            problems.error(Position.ofFile(name), 1, e.sentence(), e.hint());
        }
        return Optional.empty();
    }

    private Optional<String> textOf(Path file, String name) {
        Path whole = Path.of(name);
        Optional<String> kept = texts.kept(whole);
        if (kept.isPresent()) {
            return kept;
        }
        Optional<String> text = TextFile.read(file, name, limits.bytes(), problems);
        text.ifPresent(it -> texts.used(whole, it));
        return text;
    }

    /** True if the file exists and can be read as a file. */
    public static boolean isReadable(Path file) {
        try {
            return Files.isRegularFile(file.toRealPath()) && Files.isReadable(file);
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<YamlNode> single(List<YamlNode> documents) {
        if (documents.size() > 1) {
            problems.error(
                    documents.get(1).position(),
                    1,
                    "a second YAML document begins here, but this file may hold only one",
                    "remove the `---` above, or move this part to a file of its own");
        }
        return documents.stream().findFirst();
    }

    private List<YamlNode> parse(String name, String text, boolean fromVault) {
        SourceLines lines = new SourceLines(text);
        List<YamlNode> documents = new ArrayList<>();
        if (TextFile.reportUnprintable(name, text, problems)) {
            return documents;
        }
        try {
            Composer composer = composer(text);
            ScalarBuilder scalars = new ScalarBuilder(name, problems, lines, vault, fromVault);
            while (composer.checkNode()) {
                Node node = composer.getNode();
                documents.add(new NodeBuilder(name, problems, limits, scalars).build(node));
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The parser throws far more than its own exceptions; nothing of it may reach a technician.
            problems.add(new SyntaxExplainer(name, lines, limits).explain(e));
        }
        return documents;
    }

    private Composer composer(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(limits.depth());
        options.setCodePointLimit(Integer.MAX_VALUE);
        // Aliases are bounded by what they expand to, see NodeBuilder.
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        // Nothing is constructed from tags here; unknown ones are refused by name in ScalarBuilder.
        options.setTagInspector(tag -> true);
        String start = yamlOfJson(text.startsWith("\uFEFF") ? text.substring(1) : text);
        return new Composer(new ParserImpl(new StreamReader(start), options), new ScalarBuilder.Unresolved(), options);
    }

    /** JSON may be indented by tabs and escape the slash; the parser knows neither. */
    private static String yamlOfJson(String text) {
        if (!text.stripLeading().startsWith("{") || text.indexOf('\t') < 0 && !text.contains("\\/")) {
            return text;
        }
        return ESCAPED_SLASH.matcher(text.replace('\t', ' ')).replaceAll("$1/");
    }
}
