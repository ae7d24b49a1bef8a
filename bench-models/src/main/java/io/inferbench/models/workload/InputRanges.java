package io.inferbench.models.workload;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which values each input takes. */
final class InputRanges {
    private static final ValueRange ZERO = new ValueRange(0, 0);
    private static final ValueRange ONE = new ValueRange(1, 1);
    private static final ValueRange UNIT = new ValueRange(-1, 1);

    /** Every vocabulary in use is larger. */
    private static final ValueRange COMMON_TOKENS = new ValueRange(0, 999);

    private final Map<String, String> modelFacts;
    private final Map<String, ValueRange> given;

    InputRanges(Map<String, String> modelFacts, Map<String, ValueRange> given) {
        this.modelFacts = modelFacts;
        this.given = given;
    }

    void refuseUnknown(ModelSignature signature, List<String> problems) {
        given.keySet().stream()
                .filter(name -> signature.input(name).isEmpty())
                .forEach(name -> problems.add("ranges names '" + name + "', which is no input of the model"));
    }

    /** Returns the range, or nothing after saying why it does not fit. */
    Optional<ValueRange> of(TensorSpec input, List<String> problems) {
        ValueRange range = given.get(input.name());
        if (range == null) {
            return Optional.of(usual(input));
        }
        if (!range.fits(input.type())) {
            problems.add("range " + range + " of '" + input.name() + "' has ends that are no " + input.type());
            return Optional.empty();
        }
        return Optional.of(range);
    }

    private ValueRange usual(TensorSpec input) {
        if (input.type().isFloatingPoint()) {
            return input.name().contains("mask") ? ONE : UNIT;
        }
        if (input.name().equals("input_ids")) {
            return Optional.ofNullable(modelFacts.get("vocabulary"))
                    .map(size -> new ValueRange(0, Double.parseDouble(size) - 1))
                    .orElse(COMMON_TOKENS);
        }
        return input.name().contains("mask") ? ONE : ZERO;
    }
}
