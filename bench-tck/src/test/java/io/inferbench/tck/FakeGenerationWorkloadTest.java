package io.inferbench.tck;

import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.tck.doubles.FakeWorkload;
import java.util.Map;

/** The fake workload keeps the rules of workloads that make prompts. */
class FakeGenerationWorkloadTest extends WorkloadContract {

    private static final GenerationLimits LIMITS = new GenerationLimits(50, 32, 4);

    @Override
    protected Workload workload() {
        return new FakeWorkload();
    }

    @Override
    protected WorkloadSpec spec() {
        return WorkloadSpec.builder()
                .batchSize(2)
                .sequenceLength(6)
                .newTokens(5)
                .limits(LIMITS)
                .build();
    }

    @Override
    protected Map<String, WorkloadSpec> misfits() {
        return Map.of(
                "5 sequences",
                        WorkloadSpec.builder().batchSize(5).limits(LIMITS).build(),
                "30 and 3",
                        WorkloadSpec.builder()
                                .sequenceLength(30)
                                .newTokens(3)
                                .limits(LIMITS)
                                .build());
    }
}
