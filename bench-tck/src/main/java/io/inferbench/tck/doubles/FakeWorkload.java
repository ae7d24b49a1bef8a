package io.inferbench.tck.doubles;

import io.inferbench.api.Dimension;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.GenerationWorkloadSession;
import io.inferbench.api.workload.OutputCheck;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A workload of seeded values for whatever the model takes, for tests.
 *
 * <p>Of a signature it fills free axes: the first with the batch size, others with the sequence length, 8 unless said.
 * Numbers are whole and from 0 to 3, which every element type holds and most vocabularies have.
 */
public final class FakeWorkload implements Workload {

    /** How many distinct requests there are. */
    public static final OptionSpec<Integer> REQUESTS = OptionSpec.integer(
                    "requests", 1, 1_000_000, "how many distinct requests there are")
            .withDefault(4);

    private static final int USUAL_LENGTH = 8;
    private static final int LARGEST_VALUE = 3;

    /** Creates the workload. */
    public FakeWorkload() {}

    @Override
    public String id() {
        return "fake-requests";
    }

    @Override
    public String description() {
        return "seeded values for whatever the model takes, for tests";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(REQUESTS);
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        int count = spec.options().get(REQUESTS);
        if (spec.signature().isPresent()) {
            List<InferenceRequest> requests = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                requests.add(tensors(spec, spec.signature().get().inputs(), new SplittableRandom(spec.seed() + index)));
            }
            return new Tensors(List.copyOf(requests));
        }
        GenerationLimits limits = spec.limits()
                .orElseThrow(
                        () -> new WorkloadException(
                                "the model takes neither tensors nor prompts: the specification has no signature and no limits"));
        List<GenerationRequest> requests = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            requests.add(prompts(spec, limits, new SplittableRandom(spec.seed() + index)));
        }
        return new Prompts(List.copyOf(requests));
    }

    private static InferenceRequest tensors(WorkloadSpec spec, List<TensorSpec> inputs, SplittableRandom random) {
        InferenceRequest.Builder request = InferenceRequest.builder().sampleCount(spec.batchSize());
        for (TensorSpec input : inputs) {
            long[] shape = new long[input.shape().size()];
            for (int axis = 0; axis < shape.length; axis++) {
                Dimension dimension = input.shape().get(axis);
                long free = axis == 0 ? spec.batchSize() : spec.sequenceLength().orElse(USUAL_LENGTH);
                shape[axis] = dimension.size().orElse(free);
            }
            Tensor tensor = Tensor.allocate(input.name(), input.type(), shape);
            fill(tensor, random);
            request.input(tensor);
        }
        return request.build();
    }

    private static void fill(Tensor tensor, SplittableRandom random) {
        ByteBuffer bytes = tensor.bytes();
        int size = tensor.type().byteSize();
        for (int at = 0; at < bytes.capacity(); at += size) {
            int value = random.nextInt(LARGEST_VALUE + 1);
            switch (tensor.type()) {
                case FLOAT32 -> bytes.putFloat(at, value);
                case FLOAT64 -> bytes.putDouble(at, value);
                case FLOAT16 -> bytes.putShort(at, (short) new int[] {0, 0x3c00, 0x4000, 0x4200}[value]);
                case BFLOAT16 -> bytes.putShort(at, (short) (Float.floatToRawIntBits(value) >>> 16));
                case INT64 -> bytes.putLong(at, value);
                case INT32 -> bytes.putInt(at, value);
                case INT16 -> bytes.putShort(at, (short) value);
                case INT8, UINT8 -> bytes.put(at, (byte) value);
                case BOOL -> bytes.put(at, (byte) (value & 1));
            }
        }
    }

    private static GenerationRequest prompts(WorkloadSpec spec, GenerationLimits limits, SplittableRandom random)
            throws WorkloadException {
        int length = spec.sequenceLength().orElse(USUAL_LENGTH);
        int newTokens = spec.newTokens().orElse(USUAL_LENGTH);
        if (length + (long) newTokens > limits.contextLength() || spec.batchSize() > limits.maxBatchSize()) {
            throw new WorkloadException("asked for " + spec.batchSize() + " sequences of " + length + " and "
                    + newTokens + " new tokens; the model allows " + limits);
        }
        GenerationRequest.Builder request = GenerationRequest.builder(newTokens);
        for (int sequence = 0; sequence < spec.batchSize(); sequence++) {
            request.prompt(random.ints(length, 0, limits.vocabularySize()).toArray());
        }
        return request.build();
    }

    private record Tensors(List<InferenceRequest> requests) implements TensorWorkloadSession {

        @Override
        public int size() {
            return requests.size();
        }

        @Override
        public InferenceRequest request(int index) {
            return requests.get(index);
        }

        @Override
        public OutputCheck check(int index, List<Tensor> outputs) {
            for (Tensor output : outputs) {
                for (long at = 0; at < output.elementCount(); at++) {
                    if (!Double.isFinite(output.value(at))) {
                        return OutputCheck.failed(output + " holds " + output.value(at) + " at " + at);
                    }
                }
            }
            return OutputCheck.passed();
        }

        @Override
        public void close() {
            // Holds nothing but memory.
        }
    }

    private record Prompts(List<GenerationRequest> requests) implements GenerationWorkloadSession {

        @Override
        public int size() {
            return requests.size();
        }

        @Override
        public GenerationRequest request(int index) {
            return requests.get(index);
        }

        @Override
        public void close() {
            // Holds nothing but memory.
        }
    }
}
