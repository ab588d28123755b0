package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.PythonException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Compiles each text once and keeps the compiled ones that were used last. */
final class Compiler {
    private static final int KEPT = 10_000;
    private static final String HEADER = "#jinja2:";

    /** A text ready to run. */
    record Compiled<T>(Unit unit, T body, References references) {}

    private record Key(String text, String file, Syntax syntax) {}

    private final Map<String, Compiled<Expression>> expressions = cache();
    private final Map<String, Compiled<Statement>> sources = cache();
    private final Map<Key, Compiled<Statement>> templates = cache();

    private static <K, V> Map<K, V> cache() {
        return Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > KEPT;
            }
        });
    }

    private static <K, V> V cached(Map<K, V> cache, K key, Supplier<V> compile) {
        V known = cache.get(key);
        if (known == null) {
            known = compile.get();
            cache.put(key, known);
        }
        return known;
    }

    Compiled<Expression> expression(String text) {
        return cached(expressions, text, () -> {
            Unit unit = new Unit(text, null, 0);
            References.Collector references = new References.Collector();
            ExpressionParser parser =
                    new ExpressionParser(new TokenStream(unit, Lexer.expression(unit)), references, true);
            Expression body = parser.tuple();
            parser.tokens.expect(Token.Kind.END, "the end of the expression");
            return new Compiled<>(unit, body, references.done());
        });
    }

    /** A text of a playbook. */
    Compiled<Statement> source(String text) {
        return cached(sources, text, () -> compile(new Unit(text, null, 0), Syntax.PLAYBOOK));
    }

    /** A file: line ends are made Unix ones, and a header line changes the syntax. */
    Compiled<Statement> file(String text, String file, Syntax given) {
        return cached(templates, new Key(text, file, given), () -> {
            String body = text.replace("\r\n", "\n").replace('\r', '\n');
            if (!body.startsWith(HEADER)) {
                return compile(new Unit(body, file, 0), given);
            }
            int end = body.indexOf('\n') < 0 ? body.length() : body.indexOf('\n');
            Syntax syntax = header(body.substring(HEADER.length(), end), given);
            return compile(new Unit(body.substring(Math.min(end + 1, body.length())), file, 1), syntax);
        });
    }

    private static Syntax header(String line, Syntax given) {
        Syntax syntax = given;
        for (String pair : line.split(",", -1)) {
            String[] parts = pair.split(":", 2);
            if (parts.length != 2) {
                throw new PythonException(
                        "the `#jinja2:` line has `" + pair.strip() + "`, which is not `option:value`");
            }
            try {
                syntax = syntax.with(parts[0].strip(), parts[1].strip().replaceAll("^(['\"])(.*)\\1$", "$2"));
            } catch (IllegalArgumentException unknown) {
                throw new PythonException("the `#jinja2:` line has the unknown option `" + parts[0].strip() + "`");
            }
        }
        return syntax;
    }

    private static Compiled<Statement> compile(Unit unit, Syntax syntax) {
        References.Collector references = new References.Collector();
        Statement body = new TemplateParser(unit, syntax, references).parse();
        return new Compiled<>(unit, body, references.done());
    }
}
