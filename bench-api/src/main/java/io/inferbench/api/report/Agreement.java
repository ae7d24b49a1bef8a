package io.inferbench.api.report;

import java.util.List;

/**
 * How outputs compare with the reference's on the same inputs.
 *
 * @param status what it comes to
 * @param reference what was compared with, for instance {@code ort-cpu fp32}; empty if nothing was
 * @param explanation why it disagrees or was not checked; empty if there is nothing to say
 * @param errors one per output
 */
public record Agreement(Status status, String reference, String explanation, List<OutputError> errors) {

    /** Answers. */
    public enum Status {
        /** Within tolerance everywhere. */
        AGREES,
        /** Outside tolerance, or not a number, or of another shape. */
        DISAGREES,
        /** It is the reference itself. */
        REFERENCE,
        /** Nothing to compare with, or the plan said not to. */
        NOT_CHECKED
    }

    /**
     * The error of one output over all compared requests.
     *
     * @param output its name
     * @param maxAbsoluteError largest |a − r|
     * @param maxRelativeError largest |a − r| / scale, scale being the largest |r| of that output
     * @param rootMeanSquareError of a − r
     * @param tolerance allowed |a − r| / scale
     * @param elements values compared
     */
    public record OutputError(
            String output,
            double maxAbsoluteError,
            double maxRelativeError,
            double rootMeanSquareError,
            double tolerance,
            long elements) {}

    /** Copies the errors. */
    public Agreement {
        errors = List.copyOf(errors);
    }

    /** Returns that nothing was compared, and why. */
    public static Agreement notChecked(String explanation) {
        return new Agreement(Status.NOT_CHECKED, "", explanation, List.of());
    }
}
