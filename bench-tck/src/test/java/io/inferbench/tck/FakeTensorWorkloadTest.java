package io.inferbench.tck;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.tck.doubles.FakeWorkload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fake workload keeps the rules of workloads, for every element type. */
class FakeTensorWorkloadTest extends WorkloadContract {

    @Override
    protected Workload workload() {
        return new FakeWorkload();
    }

    @Override
    protected WorkloadSpec spec() {
        List<TensorSpec> inputs = new ArrayList<>();
        for (ElementType type : ElementType.values()) {
            inputs.add(new TensorSpec(
                    "input_" + type,
                    type,
                    List.of(Dimension.free("batch"), Dimension.free("length"), Dimension.of(2))));
        }
        return WorkloadSpec.builder()
                .seed(5)
                .batchSize(3)
                .sequenceLength(4)
                .signature(new ModelSignature(inputs, List.of()))
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
