package io.nightshift.core.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class that starts {@link TargetFleet}s. Where no Docker engine answers the class is skipped, and one line
 * per run says why; with {@code NIGHTSHIFT_REQUIRE_TARGETS=1} in the environment it fails instead.
 *
 * <p>Name such classes {@code …ContainerTest}: {@code ./mvnw verify} runs those after the unit tests.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TargetsAvailable.class)
public @interface NeedsTargets {}
