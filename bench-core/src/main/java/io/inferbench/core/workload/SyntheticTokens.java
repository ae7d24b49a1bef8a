package io.inferbench.core.workload;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Seeded token ids for encoders and classifiers: {@code input_ids} and what goes with them, padded on the right.
 *
 * <p>Ids are drawn from 1 to the vocabulary's end, so that none is taken for padding; padding is id 0, or the tokenizer's.
 */
public final class SyntheticTokens implements Workload {

    /** How many distinct requests there are. */
    public static final OptionSpec<Integer> REQUESTS =
            OptionSpec.integer("requests", 1, 100_000, "distinct requests").withDefault(8);

    /** How many tokens of each sequence are real. */
    private static final OptionSpec<Lengths> LENGTHS = OptionSpec.of(
            "lengths", Lengths.FORM, "real tokens per sequence, the rest is padding; all unless said", Lengths::parse);

    @Override
    public String id() {
        return "synthetic-tokens";
    }

    @Override
    public String description() {
        return "seeded token ids for encoders and classifiers";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(REQUESTS, LENGTHS, Vocabulary.OPTION);
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        ModelSignature signature = Refusal.requireSignature(spec, id());
        List<String> problems = new ArrayList<>();
        Map<InputRole, TensorSpec> roles = roles(signature, problems);
        Map<String, long[]> shapes = InputShapes.of(spec, signature, Map.of(), problems);
        Refusal.throwIfAny(id(), signature, problems);
        long[] shape = shapeOfTokens(roles, shapes);
        checkSizes(spec, roles, shapes, problems);
        Refusal.throwIfAny(id(), signature, problems);
        int vocabulary = Vocabulary.require(spec);
        List<InferenceRequest> requests = new ArrayList<>();
        for (int index = 0; index < spec.options().get(REQUESTS); index++) {
            requests.add(request(spec, signature, shape, vocabulary, index));
        }
        return new TensorRequests(requests, facts(spec, vocabulary, requests));
    }

    private Map<InputRole, TensorSpec> roles(ModelSignature signature, List<String> problems) {
        Map<InputRole, TensorSpec> roles = new TreeMap<>();
        for (TensorSpec input : signature.inputs()) {
            Optional<InputRole> role = InputRole.of(input);
            if (role.isEmpty()) {
                problems.add("input " + input + " is not one of a text model's; use the workload raw-tensors");
            }
            role.ifPresent(known -> roles.put(known, input));
        }
        if (!roles.containsKey(InputRole.TOKENS)) {
            problems.add("there is no input_ids to fill");
        }
        return roles;
    }

    private static long[] shapeOfTokens(Map<InputRole, TensorSpec> roles, Map<String, long[]> shapes) {
        String name = Objects.requireNonNull(roles.get(InputRole.TOKENS)).name();
        return Objects.requireNonNull(shapes.get(name));
    }

    private static void checkSizes(
            WorkloadSpec spec, Map<InputRole, TensorSpec> roles, Map<String, long[]> shapes, List<String> problems) {
        long[] shape = shapeOfTokens(roles, shapes);
        roles.values().forEach(input -> {
            if (!Arrays.equals(shape, shapes.get(input.name()))) {
                problems.add(input + " has another shape than the tokens");
            }
        });
        if (shape.length != 2) {
            problems.add("token ids should have two axes, batch and sequence");
            return;
        }
        Optional.ofNullable(spec.modelFacts().get("positions"))
                .map(Long::valueOf)
                .ifPresent(positions -> {
                    if (shape[1] > positions) {
                        problems.add("sequences of " + shape[1] + " tokens; the model has " + positions + " positions");
                    }
                });
        spec.options().find(LENGTHS).ifPresent(lengths -> {
            if (!roles.containsKey(InputRole.MASK)) {
                problems.add("lengths " + lengths + " needs padding, and the model takes no attention_mask");
            }
            if (lengths.most().orElse(1) > shape[1]) {
                problems.add("lengths " + lengths + " goes beyond the sequence of " + shape[1]);
            }
        });
    }

    private static InferenceRequest request(
            WorkloadSpec spec, ModelSignature signature, long[] shape, int vocabulary, int index) {
        int[] lengths = lengths(spec, shape, index);
        InferenceRequest.Builder request = InferenceRequest.builder()
                .sampleCount(spec.batchSize())
                .tokenCount(Arrays.stream(lengths).sum());
        int padding =
                spec.tokenizer().map(tokenizer -> tokenizer.paddingToken()).orElse(0);
        for (TensorSpec input : signature.inputs()) {
            Tensor tensor = Tensor.allocate(input.name(), input.type(), shape);
            Draws draws = Draws.of(spec.seed(), input.name(), index);
            InputRole role = InputRole.of(input).orElseThrow();
            for (int row = 0; row < shape[0]; row++) {
                for (int column = 0; column < shape[1]; column++) {
                    boolean real = column < lengths[row];
                    long value = switch (role) {
                        case TOKENS -> real ? draws.between(1, vocabulary) : padding;
                        case MASK -> real ? 1 : 0;
                        case SEGMENTS -> 0;
                        case POSITIONS -> column;
                    };
                    TensorWriter.put(tensor, row * shape[1] + column, value);
                }
            }
            request.input(tensor);
        }
        return request.build();
    }

    private static int[] lengths(WorkloadSpec spec, long[] shape, int index) {
        Draws draws = Draws.of(spec.seed(), "lengths", index);
        int[] lengths = new int[(int) shape[0]];
        int full = (int) shape[1];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = spec.options()
                    .find(LENGTHS)
                    .map(distribution -> distribution.draw(draws, full))
                    .orElse(full);
        }
        return lengths;
    }

    private static Map<String, String> facts(WorkloadSpec spec, int vocabulary, List<InferenceRequest> requests) {
        long real = requests.stream()
                .mapToLong(request -> request.tokenCount().orElseThrow())
                .sum();
        return Map.of(
                "vocabulary", Integer.toString(vocabulary),
                "lengths", spec.options().find(LENGTHS).map(Lengths::toString).orElse("full"),
                "tokens", Long.toString(real));
    }
}
