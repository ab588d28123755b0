package io.nightshift.core.testing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link NeedsTargets} whether a class runs. */
final class TargetsAvailable implements ExecutionCondition {
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = DockerEngine.missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("a Docker engine answers");
        }
        String reason = "no Docker engine answers: " + missing.get();
        if ("1".equals(System.getenv("NIGHTSHIFT_REQUIRE_TARGETS"))) {
            throw new IllegalStateException(reason);
        }
        if (SAID.compareAndSet(false, true)) {
            System.out.println("Container tests skipped, " + reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
