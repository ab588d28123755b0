package io.nightshift.inventory.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects every problem of a run's input, so that a technician sees all of them at once, each at its line.
 *
 * <p>Keeps the text of the files read, to show the line in question. Text of encrypted files must not be handed over.
 * Not for use by several threads.
 */
public final class Diagnostics {
    private static final Comparator<Diagnostic> IN_READING_ORDER = Comparator.comparing(
                    (Diagnostic problem) -> problem.position().file())
            .thenComparing(problem -> problem.position().line())
            .thenComparing(problem -> problem.position().column());

    private final Path workingDirectory;
    private final Map<String, SourceLines> sources;
    private final List<Diagnostic> problems = new ArrayList<>();

    /** Shows paths relative to the directory the command was started in. */
    public Diagnostics() {
        this(Path.of(""));
    }

    /** Shows paths relative to the given directory, where they lie below it. */
    public Diagnostics(Path workingDirectory) {
        this(workingDirectory.toAbsolutePath().normalize(), new HashMap<>());
    }

    private Diagnostics(Path workingDirectory, Map<String, SourceLines> sources) {
        this.workingDirectory = workingDirectory;
        this.sources = sources;
    }

    /** An empty collection beside this one, for problems to be judged before they are shown; it shares the sources. */
    public Diagnostics apart() {
        return new Diagnostics(workingDirectory, sources);
    }

    /** Keeps the text of a file, under the name its positions carry. */
    public void keepSource(String file, String text) {
        sources.put(file, new SourceLines(text));
    }

    public void error(Position position, int length, String message, @Nullable String hint) {
        add(new Diagnostic(Severity.ERROR, position, length, message, hint));
    }

    public void warning(Position position, int length, String message, @Nullable String hint) {
        add(new Diagnostic(Severity.WARNING, position, length, message, hint));
    }

    /** Reports an error at a scalar, underlining its text. */
    public void error(YamlNode.Scalar at, String message, @Nullable String hint) {
        error(at.position(), underlined(at), message, hint);
    }

    /** Reports a warning at a scalar, underlining its text. */
    public void warning(YamlNode.Scalar at, String message, @Nullable String hint) {
        warning(at.position(), underlined(at), message, hint);
    }

    /** Adds a problem unless exactly the same one is already there. */
    public void add(Diagnostic problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** From now on every warning collected so far is an error. */
    public void makeErrors() {
        problems.replaceAll(problem -> new Diagnostic(
                Severity.ERROR, problem.position(), problem.length(), problem.message(), problem.hint()));
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** All problems by file, line and column. */
    public List<Diagnostic> all() {
        return problems.stream().sorted(IN_READING_ORDER).toList();
    }

    /** Every problem as text, a blank line between two, closed by a line that counts them; empty if there are none. */
    public String render() {
        if (problems.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        all().forEach(problem -> out.append(render(problem)).append('\n'));
        return out.append(count()).append('\n').toString();
    }

    /** One problem in the shape: message, arrow with position, source line, carets, hint. */
    public String render(Diagnostic problem) {
        SourceLines lines = sources.get(problem.position().file());
        return DiagnosticText.render(problem, shown(problem.position().file()), lines);
    }

    /** The position as it is shown to the technician: the path relative to the working directory. */
    public String shown(Position position) {
        return new Position(shown(position.file()), position.line(), position.column()).toString();
    }

    private String shown(String file) {
        if (!file.startsWith("/")) {
            return file;
        }
        Path path = Path.of(file).normalize();
        return path.startsWith(workingDirectory) && !path.equals(workingDirectory)
                ? workingDirectory.relativize(path).toString()
                : file;
    }

    private String count() {
        long errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .count();
        long warnings = problems.size() - errors;
        String warningCount = warnings + (warnings == 1 ? " warning" : " warnings");
        if (errors == 0) {
            return warningCount;
        }
        String errorCount = errors + (errors == 1 ? " error" : " errors");
        return warnings == 0 ? errorCount : errorCount + ", " + warningCount;
    }

    private static int underlined(YamlNode.Scalar scalar) {
        int lineEnd = scalar.text().indexOf('\n');
        String line = lineEnd < 0 ? scalar.text() : scalar.text().substring(0, lineEnd);
        boolean block = !scalar.textPosition().equals(scalar.position())
                && scalar.textPosition().line() != scalar.position().line();
        return block ? 1 : line.codePointCount(0, line.length()) + (scalar.quoted() ? 2 : 0);
    }
}
