package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.Dimension;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.option.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a module's {@code forward} takes and gives: as the user says, else as the archive says, else found out.
 *
 * <p>TorchScript knows that something is a tensor and nothing more, so inputs must be said by somebody. Outputs are found
 * out by two runs on zeros that give each named axis two lengths.
 */
final class ModuleSignature {

    private final TorchModule module;

    private ModuleSignature(TorchModule module) {
        this.module = module;
    }

    /**
     * Returns the signature.
     *
     * @throws BackendException if nobody says what the inputs are, or {@code forward} does not run on them
     */
    static ModelSignature of(TorchModule module, ModuleFacts facts, Options options) throws BackendException {
        Optional<List<TensorSpec>> inputs = options.find(PytorchOptions.INPUTS)
                .or(() -> facts.find("inputs").map(SignatureText::parse));
        if (inputs.isEmpty()) {
            throw new BackendException("model '" + module.name() + "' does not say what it takes; set '"
                    + PytorchOptions.INPUTS.name() + "' to " + PytorchOptions.INPUTS.typeName());
        }
        TorchTypes.requireCarried(module.name(), inputs.get());
        Optional<List<TensorSpec>> outputs = options.find(PytorchOptions.OUTPUTS)
                .or(() -> options.find(PytorchOptions.INPUTS).isPresent()
                        ? Optional.empty()
                        : facts.find("outputs").map(SignatureText::parse));
        List<TensorSpec> found =
                outputs.isPresent() ? outputs.get() : new ModuleSignature(module).outputs(inputs.get());
        TorchTypes.requireCarried(module.name(), found);
        return new ModelSignature(inputs.get(), found);
    }

    private List<TensorSpec> outputs(List<TensorSpec> inputs) throws BackendException {
        Map<String, long[]> lengths = lengths(inputs);
        List<Tensor> first = run(inputs, lengths, 0);
        List<Tensor> second = run(inputs, lengths, 1);
        if (first.size() != second.size()) {
            throw new BackendException("the number of outputs of model '" + module.name() + "' varies; say which with '"
                    + PytorchOptions.OUTPUTS.name() + "'");
        }
        List<TensorSpec> outputs = new ArrayList<>();
        for (int index = 0; index < first.size(); index++) {
            long[] one = first.get(index).shape();
            long[] other = second.get(index).shape();
            outputs.add(new TensorSpec(first.get(index).name(), first.get(index).type(), axes(one, other, lengths)));
        }
        return outputs;
    }

    /** Two lengths for each named axis; all different, so that an axis of an output tells where it comes from. */
    private static Map<String, long[]> lengths(List<TensorSpec> inputs) {
        Map<String, long[]> lengths = new LinkedHashMap<>();
        for (TensorSpec input : inputs) {
            for (Dimension axis : input.shape()) {
                if (axis.size().isEmpty()) {
                    long next = 2 + 2L * lengths.size();
                    lengths.putIfAbsent(axis.symbol(), new long[] {next, next + 1});
                }
            }
        }
        return lengths;
    }

    private List<Tensor> run(List<TensorSpec> inputs, Map<String, long[]> lengths, int which) throws BackendException {
        List<Tensor> zeros = new ArrayList<>();
        for (TensorSpec input : inputs) {
            long[] shape = input.shape().stream()
                    .mapToLong(axis -> axis.size().isPresent()
                            ? axis.size().getAsLong()
                            : lengths.getOrDefault(axis.symbol(), new long[2])[which])
                    .toArray();
            zeros.add(Tensor.allocate(input.name(), input.type(), shape));
        }
        try (ForwardRun run = new ForwardRun(module, zeros)) {
            run.run();
            return run.found();
        } catch (RuntimeException failure) {
            throw module.failure("run zeros " + zeros + " through", failure);
        }
    }

    private static List<Dimension> axes(long[] one, long[] other, Map<String, long[]> lengths) {
        List<Dimension> axes = new ArrayList<>();
        for (int axis = 0; axis < one.length; axis++) {
            long first = one[axis];
            long second = axis < other.length ? other[axis] : first;
            String symbol = lengths.entrySet().stream()
                    .filter(entry -> entry.getValue()[0] == first && entry.getValue()[1] == second)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("");
            axes.add(first == second ? Dimension.of(first) : Dimension.free(symbol));
        }
        return axes;
    }
}
