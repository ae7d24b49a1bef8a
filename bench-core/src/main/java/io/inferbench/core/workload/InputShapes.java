package io.inferbench.core.workload;

import io.inferbench.api.Dimension;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides every input's shape from the signature, the trial's batch and sequence length, and shapes that the plan gives.
 *
 * <p>A free axis takes what another axis of the same symbol has; else the batch if it is the first or its symbol says
 * {@code batch}; else the sequence length if its symbol says so or it is the second without a symbol.
 */
final class InputShapes {

    private final WorkloadSpec spec;
    private final ModelSignature signature;
    private final List<String> problems;
    private final Map<String, Long> bySymbol = new HashMap<>();
    private boolean sequenceUsed;
    private boolean batchUsed;

    private InputShapes(WorkloadSpec spec, ModelSignature signature, List<String> problems) {
        this.spec = spec;
        this.signature = signature;
        this.problems = problems;
    }

    /**
     * Returns the shapes by input.
     *
     * @param given axes by input, each a number, {@code batch}, {@code sequence_length} or {@code ?}
     * @param problems gets one sentence for everything that does not fit
     */
    static Map<String, long[]> of(
            WorkloadSpec spec, ModelSignature signature, Map<String, List<String>> given, List<String> problems) {
        InputShapes shapes = new InputShapes(spec, signature, problems);
        Map<String, long[]> result = new LinkedHashMap<>();
        Map<String, List<OptionalLong>> said = shapes.said(given);
        for (TensorSpec input : signature.inputs()) {
            shapes.shape(input, said.getOrDefault(input.name(), List.of()))
                    .ifPresent(shape -> result.put(input.name(), shape));
        }
        shapes.checkUse();
        return result;
    }

    private Map<String, List<OptionalLong>> said(Map<String, List<String>> given) {
        Map<String, List<OptionalLong>> said = new HashMap<>();
        given.forEach((name, axes) -> {
            TensorSpec input = signature.input(name).orElseThrow();
            if (axes.size() != input.shape().size()) {
                problems.add("shape of " + name + " has " + axes.size() + " axes; the model takes " + input);
                return;
            }
            List<OptionalLong> lengths = new ArrayList<>();
            for (int axis = 0; axis < axes.size(); axis++) {
                OptionalLong length = length(axes.get(axis), input);
                bind(input, axis, length);
                lengths.add(length);
            }
            said.put(name, lengths);
        });
        return said;
    }

    private OptionalLong length(String text, TensorSpec input) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "?" -> OptionalLong.empty();
            case "batch" -> OptionalLong.of(spec.batchSize());
            case "sequence_length" -> sequenceLength(input);
            default -> number(text, input);
        };
    }

    private OptionalLong sequenceLength(TensorSpec input) {
        if (spec.sequenceLength().isEmpty()) {
            problems.add("shape of " + input.name() + " says sequence_length and the trial has none");
            return OptionalLong.empty();
        }
        return OptionalLong.of(spec.sequenceLength().getAsInt());
    }

    private OptionalLong number(String text, TensorSpec input) {
        if (!text.strip().matches("[1-9]\\d{0,17}")) {
            problems.add("axis '" + text + "' of " + input.name()
                    + " should be a number from 1, batch, sequence_length or ?");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text.strip()));
    }

    private void bind(TensorSpec input, int axis, OptionalLong length) {
        Dimension dimension = input.shape().get(axis);
        if (length.isEmpty()
                || dimension.size().isPresent()
                || dimension.symbol().isEmpty()) {
            return;
        }
        Long known = bySymbol.putIfAbsent(dimension.symbol(), length.getAsLong());
        if (known != null && known != length.getAsLong()) {
            problems.add("axis '" + dimension.symbol() + "' is given as " + known + " and, for " + input.name()
                    + ", as " + length.getAsLong());
        }
    }

    private Optional<long[]> shape(TensorSpec input, List<OptionalLong> said) {
        long[] shape = new long[input.shape().size()];
        boolean complete = true;
        for (int axis = 0; axis < shape.length; axis++) {
            OptionalLong given = said.isEmpty() ? OptionalLong.empty() : said.get(axis);
            OptionalLong length = given.isPresent() ? given : unsaid(input, axis);
            if (length.isEmpty()) {
                problems.add("axis " + axis + " of " + input + " is free and nothing says how long it is; give shape: "
                        + input.name() + ":… with a number there");
                complete = false;
                continue;
            }
            shape[axis] = length.getAsLong();
            Dimension dimension = input.shape().get(axis);
            if (!dimension.accepts(shape[axis])) {
                problems.add("axis " + axis + " of " + input + " is " + dimension + ", not " + shape[axis]);
            }
            batchUsed |= axis == 0 && shape[axis] == spec.batchSize();
            sequenceUsed |= shape[axis] == spec.sequenceLength().orElse(-1);
            boolean wrongBatch = axis == 0 && dimension.size().isEmpty() && shape[axis] != spec.batchSize();
            if (wrongBatch) {
                problems.add("the first axis of " + input.name() + " is given as " + shape[axis]
                        + " and the trial's batch as " + spec.batchSize()
                        + "; make parameters.batch the same, or write batch in the shape");
            }
        }
        return complete ? Optional.of(shape) : Optional.empty();
    }

    private OptionalLong unsaid(TensorSpec input, int axis) {
        Dimension dimension = input.shape().get(axis);
        if (dimension.size().isPresent()) {
            return dimension.size();
        }
        String symbol = dimension.symbol().toLowerCase(Locale.ROOT);
        if (bySymbol.containsKey(dimension.symbol())) {
            return OptionalLong.of(bySymbol.get(dimension.symbol()));
        }
        if (axis == 0 || symbol.contains("batch")) {
            return OptionalLong.of(spec.batchSize());
        }
        boolean sequence = symbol.contains("seq") || symbol.contains("len") || (symbol.isEmpty() && axis == 1);
        return sequence && spec.sequenceLength().isPresent()
                ? OptionalLong.of(spec.sequenceLength().getAsInt())
                : OptionalLong.empty();
    }

    /** A parameter that changes nothing would be shown in the report as if it did. */
    private void checkUse() {
        if (spec.sequenceLength().isPresent() && !sequenceUsed) {
            problems.add(
                    "the trial's sequence_length is " + spec.sequenceLength().getAsInt()
                            + " and no input has an axis of that length; take it out or change it");
        }
        if (spec.batchSize() > 1 && !batchUsed) {
            problems.add("the trial's batch is " + spec.batchSize()
                    + " and no input has that many rows; take it out or change it");
        }
    }
}
