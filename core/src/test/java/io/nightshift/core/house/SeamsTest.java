package io.nightshift.core.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.nightshift.core.run.SteadyClock;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Runs and rollbacks start, wait and look at time only by what they were handed, so that a simulator can take its place. */
class SeamsTest {
    private static final String[] ENGINE = {
        "io.nightshift.core.run..", "io.nightshift.core.journal..", "io.nightshift.core.record.."
    };
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.nightshift.core");

    @Test
    void theEngineStartsAndAwaitsNothingByItself() {
        noClasses()
                .that()
                .resideInAnyPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.Thread|java\\.util\\.concurrent\\.(Semaphore|.*Executor.*|.*Future"
                        + "|CountDownLatch|CyclicBarrier|.*BlockingQueue|locks\\..*|ThreadLocalRandom)")
                .orShould()
                .callMethod(Object.class, "wait")
                .check(CLASSES);
    }

    @Test
    void theEngineReadsTimeAndChanceFromWhatItWasHanded() {
        noClasses()
                .that()
                .resideInAnyPackage(ENGINE)
                .and()
                .areNotAssignableTo(SteadyClock.class)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(SecureRandom.class)
                .check(CLASSES);
    }
}
