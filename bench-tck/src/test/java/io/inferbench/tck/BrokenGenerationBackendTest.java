package io.inferbench.tck;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.tck.broken.Breaks;
import io.inferbench.tck.broken.BrokenGenerators;
import io.inferbench.tck.broken.BrokenTokens;
import io.inferbench.tck.doubles.FakeModelSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each generating backend that breaks a rule fails the tests of that rule, with its number in the message. */
class BrokenGenerationBackendTest {

    static Stream<Class<?>> brokenBackends() {
        return Stream.of(BrokenGenerators.class, BrokenTokens.class)
                .flatMap(family -> Arrays.stream(family.getDeclaredClasses()))
                .filter(type -> type.isAnnotationPresent(Breaks.class));
    }

    @ParameterizedTest
    @MethodSource("brokenBackends")
    void failsTheRulesItBreaksAndNoOthers(Class<?> backend) {
        BrokenRules.check(GenerationKit.class, backend);
    }

    /** The kit as an author would extend it. */
    static class GenerationKit extends GenerationSessionContract {

        @Override
        protected Backend backend() {
            return KitRun.provider(Backend.class);
        }

        @Override
        protected SessionSpec spec(Path workDirectory) throws Exception {
            return Fixtures.spec(FakeModelSource.GENERATION_MODEL, workDirectory);
        }
    }
}
