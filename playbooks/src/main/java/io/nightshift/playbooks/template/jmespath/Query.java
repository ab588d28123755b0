package io.nightshift.playbooks.template.jmespath;

import io.nightshift.playbooks.template.python.PythonException;
import org.jspecify.annotations.Nullable;

/** A compiled query. */
@FunctionalInterface
public interface Query {
    /** What the query finds in a value; none when there is nothing. */
    @Nullable
    Object search(@Nullable Object value);

    /** @throws PythonException when the text is no query */
    static Query of(String text) {
        return new QueryParser(text).parse();
    }
}
