package io.nightshift.core.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs a virtual machine where none was asked for or none can be made. */
final class MachineAvailable implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("its class runs");
        }
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            System.out.println("virtual machine tests are skipped: " + missing.get());
            return ConditionEvaluationResult.disabled(missing.get());
        }
        return ConditionEvaluationResult.enabled("a machine can be made");
    }

    private static Optional<String> missing() {
        if (!"1".equals(System.getenv("NIGHTSHIFT_MACHINE"))) {
            return Optional.of("they take minutes; NIGHTSHIFT_MACHINE=1 asks for them");
        }
        return TargetMachine.build().isPresent()
                ? Optional.empty()
                : Optional.of("see what core/src/test/docker/build-machine said");
    }
}
