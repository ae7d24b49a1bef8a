package io.inferbench.tck;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.tck.broken.Breaks;
import io.inferbench.tck.broken.BrokenWorkloads;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each workload that breaks a rule fails the tests of that rule, with its number in the message. */
class BrokenWorkloadTest {

    static Stream<Class<?>> brokenProviders() {
        return Arrays.stream(BrokenWorkloads.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Breaks.class));
    }

    @ParameterizedTest
    @MethodSource("brokenProviders")
    void failsTheRulesItBreaksAndNoOthers(Class<?> provider) {
        BrokenRules.check(WorkloadKit.class, provider);
    }

    /** The kit as an author would extend it. */
    static class WorkloadKit extends WorkloadContract {

        @Override
        protected Workload workload() {
            return KitRun.provider(Workload.class);
        }

        @Override
        protected WorkloadSpec spec() {
            Dimension batch = Dimension.free("batch");
            TensorSpec ids = new TensorSpec("ids", ElementType.INT64, List.of(batch, Dimension.free("length")));
            TensorSpec x = new TensorSpec("x", ElementType.FLOAT32, List.of(batch, Dimension.of(2)));
            return WorkloadSpec.builder()
                    .seed(5)
                    .batchSize(3)
                    .signature(new ModelSignature(List.of(ids, x), List.of()))
                    .build();
        }

        @Override
        protected Optional<List<Tensor>> rightOutputs(int index) {
            return Optional.of(List.of(Tensor.ofFloats("y", new long[] {3}, index, 1, 2)));
        }

        @Override
        protected Map<String, WorkloadSpec> misfits() {
            return Map.of("neither tensors nor prompts", WorkloadSpec.builder().build());
        }
    }
}
