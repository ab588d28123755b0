package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Source;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import io.nightshift.playbooks.template.python.Truth;
import io.nightshift.playbooks.template.python.Unreadable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Renders sources, evaluates expressions and conditions. One instance serves all hosts and threads: texts are compiled once, values come from each call's {@link Scope}.
 *
 * <p>Errors are {@link TemplateException} ({@link UndefinedException} when a variable is missing), and {@link KnownAfterApplyException} when check mode cannot know.
 */
public final class Templates {
    private final Lookups lookups;
    private final Clock clock;
    private final RandomGenerator random;
    private final Limits limits;
    private final Compiler compiler = new Compiler();
    private final Registry<Filter> filters = Filters.all();
    private final Registry<Test> tests = Tests.all();
    private final Globals globals = new Globals();
    private final ThreadLocal<@Nullable Work> current = new ThreadLocal<>();

    public Templates(Lookups lookups, Clock clock, RandomGenerator random, Limits limits) {
        this.lookups = lookups;
        this.clock = clock;
        this.random = random;
        this.limits = limits;
    }

    /** The value of a source, of whatever type it has; undefined variables are an error. */
    public @Nullable Object render(Source source, Scope scope) {
        return during(work -> guarded(source.position(), () -> Results.plain(renderSource(source, scope, work, ""))));
    }

    /** The source as text; none is the empty text. */
    public String renderToText(Source source, Scope scope) {
        Object value = render(source, scope);
        return value == null ? "" : Text.of(value);
    }

    /** Renders all sources in lists and dictionaries, however deep, and returns plain data; anything that is not a source is returned as it is. */
    public @Nullable Object resolve(@Nullable Object value, Scope scope) {
        return during(work -> guarded(Position.NONE, () -> Results.plain(open(value, scope, work, ""))));
    }

    /** A view of the value in which every source is rendered when it is looked at. */
    public @Nullable Object lazy(@Nullable Object value, Scope scope) {
        return value instanceof Map<?, ?> || value instanceof List<?> ? open(value, scope, "") : value;
    }

    /** A {@code when}, {@code until}, {@code failed_when} …: an expression without braces. Braces inside it, which some write, stand for brackets. */
    public boolean condition(String expression, Position position, Scope scope) {
        if (expression.isBlank()) {
            return true;
        }
        if (expression.contains("{%")) {
            Object value = render(new Source(expression, position), scope);
            return value instanceof String text
                    ? !text.isBlank() && !text.strip().equalsIgnoreCase("false")
                    : at(position, value);
        }
        return during(work -> run(expression, position, scope, work, true) instanceof Boolean truth && truth);
    }

    private static boolean at(Position position, @Nullable Object value) {
        try {
            return Truth.of(value);
        } catch (PythonException problem) {
            throw new TemplateException(position, String.valueOf(problem.getMessage()), problem.hint());
        }
    }

    /** The value of an expression without braces. */
    public @Nullable Object evaluate(String expression, Position position, Scope scope) {
        return during(work -> guarded(position, () -> Results.plain(run(expression, position, scope, work, false))));
    }

    private @Nullable Object run(String expression, Position position, Scope scope, Work work, boolean condition) {
        return guarded(position, () -> {
            Compiler.Compiled<Expression> compiled = compiler.expression(expression);
            Object value = compiled.body().evaluate(new Evaluation(this, scope, work, compiled.unit()));
            return condition ? (Object) Truth.of(value) : Results.readable(value);
        });
    }

    /** A file of the template module, with its default whitespace rules; see {@link Syntax#FILE}. */
    public String renderText(String text, String fileName, Scope scope) {
        return renderText(text, fileName, Syntax.FILE, scope);
    }

    /** A template file. A first line {@code #jinja2: option:value, …} changes the syntax. */
    public String renderText(String text, String fileName, Syntax syntax, Scope scope) {
        return during(work -> guarded(new Position(fileName, 1, 1), () -> {
            Compiler.Compiled<Statement> compiled = compiler.file(text, fileName, syntax);
            TextSink out = new TextSink();
            Inheritance.run(compiled.body(), new Evaluation(this, scope, work, compiled.unit()), out);
            return Results.withTrailingNewlines(out.toString(), text);
        }));
    }

    /** The names a text with braces uses; a text that cannot be read is an error at its position. */
    public References references(Source source) {
        return guarded(source.position(), () -> compiler.source(source.text()).references());
    }

    /** The names an expression without braces uses. */
    public References references(String expression, Position position) {
        return guarded(position, () -> compiler.expression(expression).references());
    }

    /** The names a template file uses. */
    public References references(String text, String fileName, Syntax syntax) {
        return guarded(
                new Position(fileName, 1, 1),
                () -> compiler.file(text, fileName, syntax).references());
    }

    /** The filters, tests and lookups among the references that are not known here, each with its kind before it. */
    public List<String> unknownNames(References references) {
        return Results.unknown(references, filters.names(), tests.names(), lookups.names());
    }

    /** All filters by name, for "did you mean" and documentation. */
    public Set<String> filterNames() {
        return filters.names();
    }

    public Set<String> testNames() {
        return tests.names();
    }

    @Nullable
    Object open(@Nullable Object value, Scope scope, String name) {
        return during(work -> open(value, scope, work, name));
    }

    /** A raw value as expressions see it: sources rendered, lists and dictionaries as views. A source with an undefined variable is undefined itself. */
    @Nullable
    Object open(@Nullable Object value, Scope scope, Work work, String name) {
        if (value instanceof Source source) {
            try {
                return renderSource(source, scope, work, name);
            } catch (UndefinedException missing) {
                return Undefined.because(missing);
            }
        }
        return Results.view(value, this, scope);
    }

    /**
     * What a {@code with_NAME} loop goes through.
     *
     * @param terms the value of {@code with_NAME}, sources and all
     */
    public List<@Nullable Object> items(String lookup, @Nullable Object terms, Position position, Scope scope) {
        return during(work -> guarded(position, () -> Looking.items(this, lookup, resolve(terms, scope), scope)));
    }

    /** True when there is a lookup with this name. */
    public boolean hasLookup(String name) {
        return lookups.names().contains(Names.plain(name));
    }

    static boolean needsOpening(@Nullable Object value) {
        return value instanceof Source
                || value instanceof Map
                || value instanceof List
                || value instanceof Integer
                || value instanceof Float;
    }

    private @Nullable Object renderSource(Source source, Scope scope, Work work, String name) {
        work.begin(source, scope, name);
        try {
            return guarded(source.position(), () -> {
                Compiler.Compiled<Statement> compiled = compiler.source(source.text());
                NativeSink out = new NativeSink();
                compiled.body().run(new Evaluation(this, scope, work, compiled.unit()), out);
                Object value = Results.readable(out.result());
                return value instanceof String text ? Results.withTrailingNewlines(text, source.text()) : value;
            });
        } finally {
            work.end();
        }
    }

    /** Gives problems the position they happened at. */
    private <T extends @Nullable Object> T guarded(Position position, java.util.function.Supplier<T> body) {
        try {
            return body.get();
        } catch (Failure failure) {
            Position place = failure.place.in(position);
            String message = String.valueOf(failure.getMessage());
            throw failure.undefined
                    ? new UndefinedException(place, message, failure.hint)
                    : new TemplateException(place, message, failure.hint);
        } catch (PythonException problem) {
            throw new TemplateException(position, String.valueOf(problem.getMessage()), problem.hint());
        } catch (StackOverflowError tooDeep) {
            throw new TemplateException(position, "this is nested too deeply", "something refers to itself");
        }
    }

    /** Runs with the work of the rendering that is going on in this thread, or begins one. */
    private <T extends @Nullable Object> T during(java.util.function.Function<Work, T> body) {
        Work outer = current.get();
        if (outer != null) {
            return body.apply(outer);
        }
        Work work = new Work(limits);
        current.set(work);
        try {
            return body.apply(work);
        } finally {
            current.remove();
        }
    }

    Lookups lookups() {
        return lookups;
    }

    Clock clock() {
        return clock;
    }

    RandomGenerator random() {
        return random;
    }

    Registry<Filter> filters() {
        return filters;
    }

    Registry<Test> tests() {
        return tests;
    }

    Globals globals() {
        return globals;
    }

    Compiler compiler() {
        return compiler;
    }

    static void read(@Nullable Object value) {
        if (value instanceof Unreadable unreadable) {
            throw unreadable.whenRead();
        }
    }
}
