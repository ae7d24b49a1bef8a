package io.inferbench.tck;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.tck.broken.Breaks;
import io.inferbench.tck.broken.BrokenProbes;
import io.inferbench.tck.broken.BrokenTensorAnswers;
import io.inferbench.tck.broken.BrokenTensorBackends;
import io.inferbench.tck.broken.TamperedBackend;
import io.inferbench.tck.doubles.FakeModelSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each backend that breaks a rule fails the tests of that rule, with its number in the message, and no others. */
class BrokenBackendTest {

    static Stream<Class<?>> brokenBackends() {
        return Stream.of(BrokenProbes.class, BrokenTensorBackends.class, BrokenTensorAnswers.class)
                .flatMap(family -> Arrays.stream(family.getDeclaredClasses()))
                .filter(type -> type.isAnnotationPresent(Breaks.class));
    }

    @AfterEach
    void releaseLeaks() {
        BrokenTensorAnswers.LEAKED.clear();
    }

    @AfterAll
    static void endThreads() {
        BrokenProbes.END_OF_TEST.countDown();
    }

    @ParameterizedTest
    @MethodSource("brokenBackends")
    void failsTheRulesItBreaksAndNoOthers(Class<?> backend) {
        BrokenRules.check(TensorKit.class, backend);
    }

    /** The kit as an author would extend it, with everything optional. */
    static class TensorKit extends TensorSessionContract {

        @Override
        protected Backend backend() {
            return KitRun.provider(Backend.class);
        }

        @Override
        protected SessionSpec spec(Path workDirectory) throws Exception {
            return Fixtures.spec(FakeModelSource.TENSOR_MODEL, workDirectory);
        }

        @Override
        protected InferenceRequest request() {
            return Fixtures.tensorRequest();
        }

        @Override
        protected Optional<InferenceRequest> failingRequest() {
            InferenceRequest failing = Fixtures.tensorRequest();
            Tensor shift = failing.input("shift").orElseThrow();
            shift.bytes().putLong(0, TamperedBackend.FAILING_SHIFT);
            return Optional.of(failing);
        }

        @Override
        protected OptionalLong deviceMemoryBytes() {
            return OptionalLong.of(BrokenTensorAnswers.DEVICE_BYTES.get());
        }
    }
}
