package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Choices, and leaving loops early. */
final class Loops {
    /** Thrown through the body of a loop; carries nothing. */
    static final class Jump extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final Jump BREAK = new Jump("`break` outside of a loop");
        private static final Jump CONTINUE = new Jump("`continue` outside of a loop");

        private Jump(String message) {
            super(message, null, false, false);
        }

        boolean leaves() {
            return this == BREAK;
        }
    }

    private Loops() {}

    static Statement jump(String name) {
        return (evaluation, out) -> {
            throw name.equals("break") ? Jump.BREAK : Jump.CONTINUE;
        };
    }

    static Statement choice(List<Expression> tests, List<Statement> bodies, @Nullable Statement otherwise) {
        return (evaluation, out) -> {
            for (int i = 0; i < tests.size(); i++) {
                if (Truth.of(tests.get(i).evaluate(evaluation))) {
                    bodies.get(i).run(evaluation, out);
                    return;
                }
            }
            if (otherwise != null) {
                otherwise.run(evaluation, out);
            }
        };
    }
}
