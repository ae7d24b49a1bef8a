package io.inferbench.core.verdict;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Agreement.OutputError;
import io.inferbench.core.config.ParameterRules;
import io.inferbench.core.config.TrialGroup;
import io.inferbench.core.serve.ServedLoad;
import java.util.List;
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

    /** A server alone has nothing to be compared with; several engines side by side do, and nobody did. */
    static Optional<String> notCompared(Evidence evidence) {
        return isUnchecked(evidence) && isLoneServer(evidence)
                ? Optional.of("outputs were not compared: "
                        + evidence.agreement().explanation() + ", and the plan has no other engine")
                : Optional.empty();
    }

    /** Greedy answers of two engines part at a near-tie and at a fault alike; how far they agreed is for the reader. */
    static Optional<String> answersPart(Evidence evidence) {
        Agreement agreement = evidence.agreement();
        return agreement.status() == Agreement.Status.AGREES
                        && !agreement.explanation().isEmpty()
                ? Optional.of(agreement.explanation() + " (reference: " + agreement.reference() + ")")
                : Optional.empty();
    }

    private static boolean isUnchecked(Evidence evidence) {
        return evidence.agreement().status() == Agreement.Status.NOT_CHECKED;
    }

    private static boolean isLoneServer(Evidence evidence) {
        List<TrialGroup> groups = evidence.config().groups();
        boolean swept = groups.stream()
                .flatMap(group -> group.parameters().keySet().stream())
                .anyMatch(name -> name.startsWith(ParameterRules.BACKEND_PREFIX));
        long backends = groups.stream()
                .flatMap(group -> group.backends().stream())
                .distinct()
                .count();
        return evidence.forks().stream().allMatch(ServedLoad::isTold) && backends <= 1 && !swept;
    }

    static Optional<String> notChecked(Evidence evidence) {
        return isUnchecked(evidence) && !isLoneServer(evidence)
                ? Optional.of(
                        "outputs were not compared: " + evidence.agreement().explanation())
                : Optional.empty();
    }
}
