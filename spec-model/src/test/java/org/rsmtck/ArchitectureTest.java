package org.rsmtck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Stream;

/** Who may import whom. */
class ArchitectureTest {
    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.rsmtck");

    @ParameterizedTest
    @CsvSource({
        "api,     ''",
        "model,   org.rsmtck.api..",
        "explore, org.rsmtck.api..|org.rsmtck.model.."
    })
    void aPackageImportsTheJdkAndThoseBeforeIt(String name, String others) {
        String own = "org.rsmtck." + name + "..";
        classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Stream.concat(
                                        Stream.of("java..", "org.jspecify..", own),
                                        Stream.of(others.split("\\|")))
                                .toArray(String[]::new))
                .check(MAIN);
    }

    @Test
    void no_packages_import_each_other() {
        slices().matching("org.rsmtck.(**)").should().beFreeOfCycles().check(MAIN);
    }
}
