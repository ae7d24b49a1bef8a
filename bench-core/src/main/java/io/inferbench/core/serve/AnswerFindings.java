package io.inferbench.core.serve;

import io.inferbench.api.report.Agreement;
import io.inferbench.core.serve.AnswerComparison.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the comparisons of all answers come to. */
final class AnswerFindings {

    /**
     * Part of the answers that has to agree where no logits tell near-ties from faults.
     *
     * <p>Engines that compute the same in 16 bits choose another token in about one step of a hundred, and nothing after it
     * is alike: of 32 tokens most agree. Another model, another prompt or a broken cache shows in the first few.
     */
    static final double LEAST_SHARE = 0.5;

    private final List<Finding> findings;

    AnswerFindings(List<Finding> findings) {
        this.findings = List.copyOf(findings);
    }

    /** Returns how far each answer agreed, for the report. */
    Map<String, String> facts() {
        return Map.of(
                "answers.agreed",
                findings.stream()
                        .map(finding -> finding.agreed() + "/" + finding.compared())
                        .collect(Collectors.joining(", ")),
                "answers.unit",
                unit());
    }

    private String unit() {
        return findings.stream().map(Finding::unit).distinct().collect(Collectors.joining(", "));
    }

    /**
     * Returns the judgement.
     *
     * @param agreeing status if nothing is wrong
     */
    Agreement agreement(Agreement.Status agreeing, String reference) {
        List<Finding> proven = findings.stream()
                .filter(finding -> finding.lead().isPresent() && finding.isWrong())
                .toList();
        long same = findings.stream().filter(Finding::isSame).count();
        String told = same + " of " + findings.size() + " answers are the reference's, of the others "
                + findings.stream()
                        .filter(finding -> !finding.isSame())
                        .map(Finding::words)
                        .collect(Collectors.joining(", "));
        if (!proven.isEmpty()) {
            Finding worst = proven.get(0);
            return new Agreement(
                    Agreement.Status.DISAGREES,
                    reference,
                    told
                            + String.format(
                                    Locale.ROOT,
                                    "; where one parts the reference's logits prefer its own token by %.3g of their"
                                            + " scale (a near-tie is at most %.3g)",
                                    worst.lead().orElseThrow(),
                                    worst.nearTie()),
                    List.of());
        }
        if (share() < LEAST_SHARE) {
            return new Agreement(
                    Agreement.Status.DISAGREES,
                    reference,
                    told + String.format(Locale.ROOT, "; that is less than %.0f %% of them", 100 * LEAST_SHARE),
                    List.of());
        }
        return new Agreement(agreeing, reference, same == findings.size() ? "" : told, List.of());
    }

    /** An answer whose parting is a near-tie agrees as far as can be told. */
    private double share() {
        double sum = 0;
        for (Finding finding : findings) {
            sum += finding.isSame() || finding.isExcused()
                    ? 1
                    : finding.agreed() / (double) Math.max(1, finding.compared());
        }
        return sum / findings.size();
    }
}
