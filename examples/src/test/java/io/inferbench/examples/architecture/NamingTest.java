package io.inferbench.examples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

/** Names say a duty, in words. */
class NamingTest {

    @Test
    void noTypeIsNamedAfterItsLackOfADuty() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Common")
                .orShould()
                .haveSimpleNameEndingWith("Data")
                .orShould()
                .haveSimpleNameEndingWith("Info")
                .because("a type is a noun for its duty; a helper is a method of the value it works on")
                .check(ProductionClasses.all());
    }

    @Test
    void acronymsAreWords() {
        classes()
                .should()
                .haveNameNotMatching(".*[.$][A-Za-z0-9]*[A-Z]{3}[A-Za-z0-9]*")
                .because("OrtBackend reads better than ORTBackend")
                .check(ProductionClasses.all().that(isNotAnEnumConstantBody()));
    }

    private static DescribedPredicate<JavaClass> isNotAnEnumConstantBody() {
        return DescribedPredicate.describe("not anonymous", type -> !type.isAnonymousClass());
    }
}
