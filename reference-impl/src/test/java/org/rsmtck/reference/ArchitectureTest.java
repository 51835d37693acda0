package org.rsmtck.reference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

/**
 * Who may use whom: the implementation never sees its judge, and only the engine sees the machine.
 */
class ArchitectureTest {
    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.rsmtck.reference");

    @Test
    void the_implementation_uses_the_jdk_and_the_words_alone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", "org.rsmtck.api", "org.rsmtck.reference..")
                .check(MAIN);
    }

    @Test
    void the_port_of_the_engine_knows_no_engine_and_no_rules() {
        classes()
                .that()
                .resideInAPackage("org.rsmtck.reference.backend")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.rsmtck.api",
                        "org.rsmtck.reference.backend")
                .check(MAIN);
    }

    @Test
    void the_engine_knows_no_rules() {
        noClasses()
                .that()
                .resideInAPackage("org.rsmtck.reference.shared")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rsmtck.reference")
                .check(MAIN);
    }

    @Test
    void only_the_engine_touches_native_memory() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.rsmtck.reference.shared")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign")
                .check(MAIN);
    }
}
