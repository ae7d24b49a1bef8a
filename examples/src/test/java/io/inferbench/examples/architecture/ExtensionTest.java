package io.inferbench.examples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Test;

/** A class that nobody extends says so. */
class ExtensionTest {

    @Test
    void concreteClassesAreFinalUnlessExtended() {
        classes()
                .that(areConcreteAndNotExtended())
                .and()
                .areNotAssignableTo(Throwable.class) // a plug-in may refine what it throws
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("what is open for extension has to be designed for it")
                .check(ProductionClasses.all());
    }

    private static DescribedPredicate<JavaClass> areConcreteAndNotExtended() {
        return DescribedPredicate.describe(
                "are concrete, named and extended by no class of ours",
                type -> !type.isInterface()
                        && !type.isEnum()
                        && !type.isAnonymousClass()
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                        && !type.getSimpleName().equals("package-info")
                        && type.getSubclasses().isEmpty());
    }
}
