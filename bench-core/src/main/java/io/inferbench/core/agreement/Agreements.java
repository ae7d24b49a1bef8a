package io.inferbench.core.agreement;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Agreement.OutputError;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts several comparisons of one trial together. */
public final class Agreements {

    /** From worst to best: what one of them found, all of them found. */
    private static final List<Agreement.Status> WORST_FIRST = List.of(
            Agreement.Status.DISAGREES,
            Agreement.Status.NOT_CHECKED,
            Agreement.Status.AGREES,
            Agreement.Status.REFERENCE);

    private Agreements() {}

    /**
     * Returns the worst status with everything that was said about it, and the largest error of each output.
     *
     * @param parts at least one
     */
    public static Agreement combined(List<Agreement> parts) {
        Agreement.Status status = WORST_FIRST.stream()
                .filter(candidate -> parts.stream().anyMatch(part -> part.status() == candidate))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing to combine"));
        List<Agreement> deciding =
                parts.stream().filter(part -> part.status() == status).toList();
        String explanation = deciding.stream()
                .map(Agreement::explanation)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        return new Agreement(status, deciding.get(0).reference(), explanation, largest(parts));
    }

    private static Collection<OutputError> errors(Stream<OutputError> all) {
        Map<String, OutputError> largest = new LinkedHashMap<>();
        all.forEach(error -> largest.merge(error.output(), error, Agreements::larger));
        return largest.values();
    }

    private static List<OutputError> largest(List<Agreement> parts) {
        return List.copyOf(errors(parts.stream().flatMap(part -> part.errors().stream())));
    }

    /** Math.max passes NaN on, which is the largest error there is. */
    private static OutputError larger(OutputError one, OutputError other) {
        return new OutputError(
                one.output(),
                Math.max(one.maxAbsoluteError(), other.maxAbsoluteError()),
                Math.max(one.maxRelativeError(), other.maxRelativeError()),
                Math.max(one.rootMeanSquareError(), other.rootMeanSquareError()),
                one.tolerance(),
                Math.max(one.elements(), other.elements()));
    }
}
