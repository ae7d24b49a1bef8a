package io.inferbench.core.verdict;

import io.inferbench.core.run.FactNames;
import io.inferbench.core.stats.BootstrapEstimate;
import io.inferbench.core.stats.TwoLevelBootstrap;
import io.inferbench.core.summary.ForkSeries;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Rules about forks as wholes. */
final class ForkChecks {

    /** Forks closer than this are alike, however precisely each is known. */
    static final double MATERIAL_DIFFERENCE = 0.05;

    /** A harness that is a larger part of the median than this is part of what was measured. */
    static final double MOST_HARNESS_SHARE = 0.01;

    private static final double PERCENT = 100;

    private ForkChecks() {}

    /** The extremes must be further apart than their intervals reach, and than matters. */
    static Optional<String> forksDiffer(Evidence evidence) {
        ForkSeries series = new ForkSeries(evidence.forks());
        Optional<List<double[]>> samples = series.samples(series.headline());
        if (samples.isEmpty() || samples.get().size() < 2) {
            return Optional.empty();
        }
        TwoLevelBootstrap bootstrap = TwoLevelBootstrap.seeded(evidence.config().seed())
                .withConfidence(evidence.config().measurement().confidence());
        List<BootstrapEstimate> medians = samples.get().stream()
                .map(fork -> bootstrap.median(List.of(fork)))
                .sorted(Comparator.comparingDouble(BootstrapEstimate::estimate))
                .toList();
        BootstrapEstimate low = medians.get(0);
        BootstrapEstimate high = medians.get(medians.size() - 1);
        double difference = high.estimate() / low.estimate() - 1;
        return high.interval().low() > low.interval().high() && difference > MATERIAL_DIFFERENCE
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "the slowest fork's median is %.1f %% above the fastest's, more than their own noise (limit %.0f %%)",
                        PERCENT * difference,
                        PERCENT * MATERIAL_DIFFERENCE))
                : Optional.empty();
    }

    static Optional<String> harnessOverhead(Evidence evidence) {
        OptionalDouble cost = evidence.forks().stream()
                .map(fork -> fork.facts().get(FactNames.HARNESS_COST))
                .flatMap(Stream::ofNullable)
                .mapToDouble(Double::parseDouble)
                .max();
        if (cost.isEmpty() || evidence.headline().isEmpty()) {
            return Optional.empty();
        }
        double share = cost.getAsDouble() / evidence.headline().get().value();
        return share > MOST_HARNESS_SHARE
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "the timed loop itself takes %.0f ns, %.1f %% of the median (limit %.0f %%)",
                        cost.getAsDouble(),
                        PERCENT * share,
                        PERCENT * MOST_HARNESS_SHARE))
                : Optional.empty();
    }

    static Optional<String> singleFork(Evidence evidence) {
        return evidence.forks().size() == 1
                ? Optional.of("one fork: what a restart would change is not in the intervals")
                : Optional.empty();
    }

    static Optional<String> inProcess(Evidence evidence) {
        return evidence.forks().stream().anyMatch(fork -> !fork.isolated())
                ? Optional.of("ran inside the harness's process: heap, compiled code and native libraries were shared")
                : Optional.empty();
    }
}
