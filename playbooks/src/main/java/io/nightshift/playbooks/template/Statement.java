package io.nightshift.playbooks.template;

import java.util.List;

/** A compiled piece of a template: writes what it prints. */
@FunctionalInterface
interface Statement {
    void run(Evaluation evaluation, Sink out);

    static Statement sequence(List<Statement> statements) {
        Statement[] parts = statements.toArray(new Statement[0]);
        return parts.length == 1
                ? parts[0]
                : (evaluation, out) -> {
                    for (Statement part : parts) {
                        part.run(evaluation, out);
                    }
                };
    }
}
