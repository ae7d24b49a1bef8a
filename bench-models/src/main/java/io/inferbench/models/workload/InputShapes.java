package io.inferbench.models.workload;

import io.inferbench.api.Dimension;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides the shape of each input from the trial's sizes and from what was said about single inputs. */
final class InputShapes {
    private final WorkloadSpec sizes;
    private final Map<String, long[]> given;

    InputShapes(WorkloadSpec sizes, Map<String, long[]> given) {
        this.sizes = sizes;
        this.given = given;
    }

    void refuseUnknown(ModelSignature signature, List<String> problems) {
        given.keySet().stream()
                .filter(name -> signature.input(name).isEmpty())
                .forEach(name -> problems.add("shapes names '" + name + "'; the model's inputs are "
                        + String.join(
                                ", ",
                                signature.inputs().stream()
                                        .map(TensorSpec::name)
                                        .toList())));
    }

    /** Returns the shape, or nothing after saying why there is none. */
    Optional<long[]> of(TensorSpec input, List<String> problems) {
        long[] shape = given.get(input.name());
        return shape == null ? derived(input, problems) : checked(input, shape, problems);
    }

    private Optional<long[]> checked(TensorSpec input, long[] shape, List<String> problems) {
        if (!input.accepts(shape)) {
            problems.add("shape " + NamedValues.text(shape) + " of '" + input.name() + "' does not fit " + input);
            return Optional.empty();
        }
        boolean freeBatch =
                !input.shape().isEmpty() && input.shape().get(0).size().isEmpty();
        if (freeBatch && shape[0] != sizes.batchSize()) {
            problems.add("shape " + NamedValues.text(shape) + " of '" + input.name() + "' has a batch of " + shape[0]
                    + ", the trial one of " + sizes.batchSize() + "; give both the same");
            return Optional.empty();
        }
        return Optional.of(shape.clone());
    }

    private Optional<long[]> derived(TensorSpec input, List<String> problems) {
        List<Dimension> axes = input.shape();
        long[] shape = new long[axes.size()];
        long freeLater =
                axes.stream().skip(1).filter(axis -> axis.size().isEmpty()).count();
        for (int i = 0; i < shape.length; i++) {
            Dimension axis = axes.get(i);
            if (axis.size().isPresent()) {
                shape[i] = axis.size().getAsLong();
            } else if (i == 0) {
                shape[i] = sizes.batchSize();
            } else if (freeLater == 1 && sizes.sequenceLength().isPresent()) {
                shape[i] = sizes.sequenceLength().getAsInt();
            } else {
                problems.add("the axis '" + axis + "' of " + input + " is free; "
                        + (freeLater == 1 ? "give the trial a sequence length, or " : "")
                        + "say shapes: '" + input.name() + ":…'");
                return Optional.empty();
            }
        }
        return Optional.of(shape);
    }
}
