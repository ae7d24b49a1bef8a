package io.inferbench.examples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.stream.Stream;
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

    @Test
    void accessorsAreNamedLikeThoseOfRecords() {
        methods()
                .that(areOursToName())
                .should()
                .haveNameNotMatching("get[A-Z].*")
                .because("the house style is model(), not getModel()")
                .check(ProductionClasses.all());
    }

    private static DescribedPredicate<JavaClass> isNotAnEnumConstantBody() {
        return DescribedPredicate.describe("not anonymous", type -> !type.isAnonymousClass());
    }

    private static DescribedPredicate<JavaMethod> areOursToName() {
        return DescribedPredicate.describe(
                "are public and override nothing",
                method -> method.getModifiers().contains(JavaModifier.PUBLIC) && !overrides(method));
    }

    private static boolean overrides(JavaMethod method) {
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .flatMap(type -> type.getMethods().stream())
                .anyMatch(inherited -> inherited.getName().equals(method.getName()));
    }
}
