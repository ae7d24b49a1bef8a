package io.inferbench.core.run.fake;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.OutputCheck;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Seeded vectors of eight numbers per sample. */
public final class FakeWorkload implements Workload {

    public static final OptionSpec<Integer> SIZE =
            OptionSpec.integer("size", 1, 100_000, "distinct requests").withDefault(3);

    /** Changes what is drawn, so that two processes can be made to disagree about the inputs. */
    public static final OptionSpec<Boolean> UNSEEDED =
            OptionSpec.flag("unseeded", "break the promise of equal requests").withDefault(false);

    public static final OptionSpec<Boolean> FAILING =
            OptionSpec.flag("failing", "cannot be opened").withDefault(false);

    @Override
    public String id() {
        return "fake-vectors";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(SIZE, UNSEEDED, FAILING);
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        if (spec.options().get(FAILING)) {
            throw new WorkloadException("file 'sentences.tsv' was looked for and is not there");
        }
        long seed = spec.options().get(UNSEEDED) ? System.nanoTime() : spec.seed();
        return new Session(spec.options().get(SIZE), spec.batchSize(), seed);
    }

    private record Session(int size, int batch, long seed) implements TensorWorkloadSession {

        @Override
        public InferenceRequest request(int index) {
            float[] values = new float[batch * FakeSession.WIDTH];
            Random random = new Random(seed * 31 + index);
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat() + 0.5f;
            }
            return InferenceRequest.builder()
                    .input(Tensor.ofFloats("vectors", new long[] {batch, FakeSession.WIDTH}, values))
                    .sampleCount(batch)
                    .tokenCount((long) batch * (index + 1))
                    .build();
        }

        @Override
        public OutputCheck check(int index, List<Tensor> outputs) {
            return outputs.get(0).value(0) < 0
                    ? OutputCheck.failed("a sum of positive numbers came out negative")
                    : OutputCheck.passed();
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("origin", "seed");
        }

        @Override
        public void close() {}
    }
}
