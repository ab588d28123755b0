package io.nightshift.core.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Modules depend one way, packages have no cycle, and a package's name says which folder it is in. */
class PackageGraphTest {
    private static final List<String> MODULES = List.of("inventory", "playbooks", "core");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.nightshift");

    /** A rule over no classes holds always; so look first that all three modules were really read. */
    @Test
    void theRulesSeeEveryModule() {
        for (String module : MODULES) {
            assertThat(classesOf(module)).as("classes of %s", module).hasSizeGreaterThan(3);
        }
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("io.nightshift.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void inventoryKnowsNothingOfWhatIsBuiltOnIt() {
        noClasses()
                .that()
                .resideInAPackage("io.nightshift.inventory..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.nightshift.playbooks..", "io.nightshift.core..")
                .check(CLASSES);
    }

    @Test
    void playbooksKnowNothingOfHowTheyAreRun() {
        noClasses()
                .that()
                .resideInAPackage("io.nightshift.playbooks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.nightshift.core..")
                .check(CLASSES);
    }

    @Test
    void aPackageLiesInTheFolderItIsNamedAfter() {
        for (String module : MODULES) {
            assertThat(classesOf(module))
                    .allSatisfy(each -> assertThat(
                                    each.getSource().orElseThrow().getUri().toString())
                            .containsAnyOf("/" + module + "/target/classes/", "/nightshift-" + module + "-"));
        }
    }

    @Test
    void everyPackageSaysInOneSentenceWhatItIsFor() {
        Set<JavaPackage> packages = CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        assertThat(packages)
                .allSatisfy(each -> assertThat(each.tryGetAnnotationOfType(NullMarked.class))
                        .as("package-info.java of %s, with @NullMarked", each.getName())
                        .isPresent());
    }

    private static List<JavaClass> classesOf(String module) {
        return CLASSES.stream()
                .filter(each -> (each.getPackageName() + ".").startsWith("io.nightshift." + module + "."))
                .toList();
    }
}
