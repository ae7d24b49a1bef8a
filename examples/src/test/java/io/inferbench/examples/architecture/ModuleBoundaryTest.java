package io.inferbench.examples.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may know whom; the enforcer says the same of jars. */
class ModuleBoundaryTest {

    /** A rule over no classes would pass: every module has to be seen. */
    @Test
    void everyModuleIsOnTheClassPath() {
        List<String> packages =
                ProductionClasses.all().stream().map(JavaClass::getPackageName).toList();
        for (String module :
                List.of("api", "tck", "core", "models", "report", "junit", "backend.ort", "backend.tensorrt")) {
            assertThat(packages).as(module).anyMatch(name -> (name + ".").startsWith("io.inferbench." + module + "."));
        }
        for (String module : List.of("backend.djl.pytorch", "backend.remote", "backend.support", "examples")) {
            assertThat(packages).as(module).anyMatch(name -> (name + ".").startsWith("io.inferbench." + module + "."));
        }
    }

    @Test
    void theApiKnowsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("io.inferbench.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.inferbench.api..", "java..", "org.jspecify..", "org.apiguardian..")
                .check(ProductionClasses.all());
    }

    @Test
    void pluginsAndModelsKnowTheApiOnly() {
        noClasses()
                .that()
                .resideInAnyPackage("io.inferbench.backend..", "io.inferbench.models..", "io.inferbench.tck..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.inferbench.core..", "io.inferbench.report..", "io.inferbench.examples..")
                .check(ProductionClasses.all());
    }

    @Test
    void nobodyKnowsABackendButTheExamples() {
        for (String module : List.of("api", "tck", "core", "models", "report", "junit")) {
            noClasses()
                    .that()
                    .resideInAPackage("io.inferbench." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.inferbench.backend..", "io.inferbench.examples..")
                    .check(ProductionClasses.all());
        }
    }

    /** Backends know none but themselves and what they share, which knows none of them. */
    @Test
    void backendsDoNotKnowEachOther() {
        slices().matching("io.inferbench.backend.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("io.inferbench.backend.support.."))
                .check(ProductionClasses.all());
    }

    @Test
    void theCoreKnowsNoModelFamilyAndNoKit() {
        noClasses()
                .that()
                .resideInAPackage("io.inferbench.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.inferbench.models..", "io.inferbench.report..", "io.inferbench.tck..")
                .check(ProductionClasses.all());
    }

    @Test
    void packagesOfTheCoreFormNoCycle() {
        slices().matching("io.inferbench.core.(*)..").should().beFreeOfCycles().check(ProductionClasses.all());
    }

    @Test
    void theReportsKnowNoModelFamilyAndNoKit() {
        noClasses()
                .that()
                .resideInAPackage("io.inferbench.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.inferbench.models..", "io.inferbench.tck..")
                .check(ProductionClasses.all());
    }

    @Test
    void packagesOfTheReportsFormNoCycle() {
        slices().matching("io.inferbench.report.(*)..")
                .should()
                .beFreeOfCycles()
                .check(ProductionClasses.all());
    }

    @Test
    void packagesOfTheModelsFormNoCycle() {
        slices().matching("io.inferbench.models.(*)..")
                .should()
                .beFreeOfCycles()
                .check(ProductionClasses.all());
    }
}
