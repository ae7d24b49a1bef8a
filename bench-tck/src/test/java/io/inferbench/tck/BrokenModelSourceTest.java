package io.inferbench.tck;

import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.tck.broken.Breaks;
import io.inferbench.tck.broken.BrokenModelSources;
import io.inferbench.tck.doubles.FakeModelSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each model source that breaks a rule fails the tests of that rule, with its number in the message. */
class BrokenModelSourceTest {

    static Stream<Class<?>> brokenProviders() {
        return Arrays.stream(BrokenModelSources.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Breaks.class));
    }

    @ParameterizedTest
    @MethodSource("brokenProviders")
    void failsTheRulesItBreaksAndNoOthers(Class<?> provider) {
        BrokenRules.check(SourceKit.class, provider);
    }

    /** The kit as an author would extend it. */
    static class SourceKit extends ModelSourceContract {

        @Override
        protected ModelSource source() {
            return KitRun.provider(ModelSource.class);
        }

        @Override
        protected ModelSpec spec(Path cacheDirectory) {
            return ModelSpec.builder(FakeModelSource.TENSOR_MODEL, cacheDirectory)
                    .build();
        }
    }
}
