package io.inferbench.models.workload;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * Tensors drawn from the seed, for any model that says what it takes; for encoders, synthetic tokens without padding.
 *
 * <p>A free first axis is the trial's batch, another free axis its sequence length, unless the option {@code shapes} says
 * otherwise. Values are uniform over the input's range: floating point from -1 to 1; {@code input_ids} over the model's
 * vocabulary; masks all ones; other whole numbers 0. The option {@code ranges} says otherwise.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class RandomTensors implements Workload {
    /** Shapes of single inputs. */
    public static final OptionSpec<Map<String, long[]>> SHAPES = OptionSpec.of(
            "shapes",
            "NAME:4x128;NAME:1x3x224x224",
            "shapes of inputs with free axes that batch and sequence length do not say",
            text -> NamedValues.parse(text, NamedValues::shape));

    /** Ranges of single inputs. */
    public static final OptionSpec<Map<String, ValueRange>> RANGES = OptionSpec.of(
            "ranges",
            "NAME:0..30521;NAME:-1..1",
            "smallest and largest value of inputs, both included",
            text -> NamedValues.parse(text, ValueRange::parse));

    /** How many different requests are made. */
    public static final OptionSpec<Integer> REQUESTS = OptionSpec.integer(
                    "requests", 1, 10_000, "different requests, which take turns")
            .withDefault(8);

    private static final String TOKENS = "input_ids";

    @Override
    public String id() {
        return "random-tensors";
    }

    @Override
    public String description() {
        return "tensors drawn from the seed for any model; synthetic tokens for encoders";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(SHAPES, RANGES, REQUESTS);
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        ModelSignature signature = spec.signature()
                .orElseThrow(
                        () -> new WorkloadException("the workload random-tensors needs a model that takes tensors and"
                                + " says which; choose a workload of prompts for one that generates"));
        List<String> problems = new ArrayList<>();
        InputShapes shapes = new InputShapes(spec, spec.options().find(SHAPES).orElse(Map.of()));
        InputRanges ranges =
                new InputRanges(spec.modelFacts(), spec.options().find(RANGES).orElse(Map.of()));
        shapes.refuseUnknown(signature, problems);
        ranges.refuseUnknown(signature, problems);
        List<RandomInput> inputs = new ArrayList<>();
        for (TensorSpec input : signature.inputs()) {
            Optional<long[]> shape = shapes.of(input, problems);
            Optional<ValueRange> range = ranges.of(input, problems);
            if (shape.isPresent() && range.isPresent()) {
                inputs.add(new RandomInput(input, shape.get(), range.get()));
            }
        }
        if (!problems.isEmpty()) {
            throw new WorkloadException(
                    "the workload random-tensors cannot feed this model: " + String.join("; ", problems));
        }
        return new RandomTensorSession(requests(spec, inputs), facts(inputs));
    }

    private static List<InferenceRequest> requests(WorkloadSpec spec, List<RandomInput> inputs)
            throws WorkloadException {
        List<InferenceRequest> requests = new ArrayList<>();
        // Specified to the bit, unlike the newer generators: the same requests on every Java.
        Random random = new Random(spec.seed());
        int count = spec.options().get(REQUESTS);
        try {
            for (int i = 0; i < count; i++) {
                InferenceRequest.Builder request = InferenceRequest.builder().sampleCount(spec.batchSize());
                for (RandomInput input : inputs) {
                    Tensor tensor = input.draw(random);
                    request.input(tensor);
                    tokens(input).ifPresent(request::tokenCount);
                }
                requests.add(request.build());
            }
        } catch (IllegalArgumentException | ArithmeticException | OutOfMemoryError tooLarge) {
            throw new WorkloadException(
                    "the inputs of " + count + " requests do not fit in memory: " + tooLarge.getMessage()
                            + "; ask for smaller shapes or fewer requests",
                    tooLarge);
        }
        return requests;
    }

    private static OptionalLong tokens(RandomInput input) {
        boolean tokens = input.spec().name().equals(TOKENS) && input.shape().length == 2;
        return tokens ? OptionalLong.of(input.shape()[0] * input.shape()[1]) : OptionalLong.empty();
    }

    private static Map<String, String> facts(List<RandomInput> inputs) {
        Map<String, String> facts = new TreeMap<>();
        inputs.forEach(input -> facts.put("input." + input.spec().name(), input.toString()));
        return facts;
    }
}
