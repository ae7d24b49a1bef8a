package io.inferbench.core.agreement;

import io.inferbench.api.Tensor;
import io.inferbench.api.report.Agreement.OutputError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Errors of outputs against a reference's, summed up over requests. */
final class OutputErrors {

    private final Map<String, Sum> sums = new LinkedHashMap<>();
    private final double tolerance;

    /**
     * Starts with nothing.
     *
     * @param tolerance allowed error over an output's scale
     */
    OutputErrors(double tolerance) {
        this.tolerance = tolerance;
    }

    private static final class Sum {
        private double maxAbsolute;
        private double scale;
        private double squares;
        private long elements;
        private boolean finite = true;
    }

    /**
     * Adds one output of one request.
     *
     * @return what is wrong beyond the size of errors: the shape, or values that are no numbers
     */
    Optional<String> add(Tensor expected, Tensor actual) {
        if (!Arrays.equals(expected.shape(), actual.shape())) {
            return Optional.of("output '" + expected.name() + "' should have shape " + Arrays.toString(expected.shape())
                    + ", not " + Arrays.toString(actual.shape()));
        }
        return add(expected, 0, actual, 0, expected.elementCount());
    }

    /** Adds a stretch of values of two tensors. */
    Optional<String> add(Tensor expected, long expectedFrom, Tensor actual, long actualFrom, long count) {
        Sum sum = sums.computeIfAbsent(expected.name(), name -> new Sum());
        long notFinite = -1;
        for (long i = 0; i < count; i++) {
            double right = expected.value(expectedFrom + i);
            double found = actual.value(actualFrom + i);
            double error = Math.abs(found - right);
            if (!Double.isFinite(error)) {
                notFinite = notFinite < 0 ? i : notFinite;
                continue;
            }
            sum.maxAbsolute = Math.max(sum.maxAbsolute, error);
            sum.scale = Math.max(sum.scale, Math.abs(right));
            sum.squares += error * error;
        }
        sum.elements += count;
        if (notFinite >= 0) {
            sum.finite = false;
            return Optional.of("output '" + expected.name() + "' is " + actual.value(actualFrom + notFinite)
                    + " at element " + (actualFrom + notFinite) + ", where the reference is "
                    + expected.value(expectedFrom + notFinite));
        }
        return Optional.empty();
    }

    /** Returns the largest value of the reference's output so far; 0 if there is none. */
    double scale(String output) {
        Sum sum = sums.get(output);
        return sum == null ? 0 : sum.scale;
    }

    /** Returns one error per output; an output that held something else than numbers has the error NaN. */
    List<OutputError> errors() {
        List<OutputError> errors = new ArrayList<>();
        sums.forEach((name, sum) -> {
            double relative = sum.maxAbsolute / (sum.scale > 0 ? sum.scale : 1);
            errors.add(new OutputError(
                    name,
                    sum.finite ? sum.maxAbsolute : Double.NaN,
                    sum.finite ? relative : Double.NaN,
                    sum.finite ? Math.sqrt(sum.squares / Math.max(1, sum.elements)) : Double.NaN,
                    tolerance,
                    sum.elements));
        });
        return errors;
    }

    /** Returns whether every output is within its tolerance. */
    boolean isWithinTolerance() {
        return errors().stream().allMatch(error -> error.maxRelativeError() <= tolerance);
    }
}
