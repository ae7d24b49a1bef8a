package io.inferbench.core.verdict;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Agreement.OutputError;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rules about the outputs. */
final class AgreementChecks {

    private AgreementChecks() {}

    static Optional<String> disagrees(Evidence evidence) {
        Agreement agreement = evidence.agreement();
        if (agreement.status() != Agreement.Status.DISAGREES) {
            return Optional.empty();
        }
        String errors = agreement.errors().stream()
                .filter(error -> !(error.maxRelativeError() <= error.tolerance()))
                .map(AgreementChecks::describe)
                .collect(Collectors.joining("; "));
        String against = agreement.reference().isEmpty() ? "" : " (reference: " + agreement.reference() + ")";
        return Optional.of((errors.isEmpty() || agreement.explanation().contains(errors)
                        ? agreement.explanation()
                        : agreement.explanation() + ": " + errors)
                + against);
    }

    private static String describe(OutputError error) {
        return String.format(
                Locale.ROOT,
                "output '%s' is off by %.3g of its scale, allowed %.3g",
                error.output(),
                error.maxRelativeError(),
                error.tolerance());
    }

    static Optional<String> notChecked(Evidence evidence) {
        return evidence.agreement().status() == Agreement.Status.NOT_CHECKED
                ? Optional.of(
                        "outputs were not compared: " + evidence.agreement().explanation())
                : Optional.empty();
    }
}
