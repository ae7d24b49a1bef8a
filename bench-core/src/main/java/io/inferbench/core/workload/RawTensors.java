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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Seeded values, or values from files, for the inputs of any model.
 *
 * <p>Shapes come from the model's signature, the trial's batch and sequence length, and the option {@code shape}. Inputs
 * named as text models name theirs get what they need: ones for a mask, zeros for segments, counting positions, ids from
 * the vocabulary; other whole-number inputs are drawn from {@code range}, 0 or 1 unless said.
 */
public final class RawTensors implements Workload {

    /** How many distinct requests there are, unless files say. */
    public static final OptionSpec<Integer> REQUESTS = OptionSpec.integer(
                    "requests", 1, 100_000, "distinct requests; with files, as many as they hold")
            .withDefault(8);

    /** Shapes of inputs with free axes. */
    public static final OptionSpec<String> SHAPE = OptionSpec.text(
            "shape",
            "shapes by input, for instance input_ids:4x128,attention_mask:4x128; an axis is a number, batch, sequence_length"
                    + " or ?, which takes what the trial says");

    /** Ranges of whole-number inputs. */
    public static final OptionSpec<String> RANGE = OptionSpec.text(
            "range", "ranges of whole-number inputs, the end excluded, for instance input_ids:0..30522");

    /** Files of values. */
    public static final OptionSpec<String> FILES = OptionSpec.text(
            "files", "files of values by input, .npy or bare little-endian, for instance input_ids:ids.npy");

    /** How floating-point inputs are filled. */
    static final OptionSpec<Reals> REALS = OptionSpec.of(
                    "reals", Reals.FORM, "how floating-point inputs are filled", Reals::parse)
            .withDefault(Reals.parse("normal:0,1"));

    @Override
    public String id() {
        return "raw-tensors";
    }

    @Override
    public String description() {
        return "seeded values or values from files for the inputs of any model";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(REQUESTS, SHAPE, RANGE, REALS, FILES, Vocabulary.OPTION);
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        ModelSignature signature = Refusal.requireSignature(spec, id());
        List<String> problems = new ArrayList<>();
        Map<String, long[]> shapes = InputShapes.of(spec, signature, givenShapes(spec, signature, problems), problems);
        InputFills fills = InputFills.of(spec, signature, shapes, problems);
        Refusal.throwIfAny(id(), signature, problems);
        List<InferenceRequest> requests = new ArrayList<>();
        for (int index = 0; index < fills.requests(spec.options().get(REQUESTS)); index++) {
            requests.add(request(spec, signature, fills, index));
        }
        return new TensorRequests(requests, fills.facts());
    }

    private static Map<String, List<String>> givenShapes(
            WorkloadSpec spec, ModelSignature signature, List<String> problems) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        spec.options()
                .find(SHAPE)
                .ifPresent(text -> PerInput.of("shape", text, signature, problems)
                        .forEach((name, axes) ->
                                given.put(name, axes.isEmpty() ? List.of() : List.of(axes.split("x", -1)))));
        return given;
    }

    private static InferenceRequest request(WorkloadSpec spec, ModelSignature signature, InputFills fills, int index)
            throws WorkloadException {
        InferenceRequest.Builder request = InferenceRequest.builder().sampleCount(spec.batchSize());
        OptionalLong tokens = OptionalLong.empty();
        for (TensorSpec input : signature.inputs()) {
            Tensor tensor = fills.tensor(input, index);
            if (InputRole.of(input).filter(role -> role == InputRole.TOKENS).isPresent()) {
                tokens = OptionalLong.of(tensor.elementCount());
            }
            request.input(tensor);
        }
        tokens.ifPresent(request::tokenCount);
        return request.build();
    }
}
