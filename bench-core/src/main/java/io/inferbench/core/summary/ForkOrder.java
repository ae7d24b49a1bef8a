package io.inferbench.core.summary;

import io.inferbench.api.report.RunHeader;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.stats.BootstrapEstimate;
import io.inferbench.core.stats.RatioEstimate;
import java.util.Map;

/**
 * How the forks of a run's trials followed each other, which decides how two of its trials are compared (ADR 0007).
 *
 * <p>Whoever judges two trials of one run asks here: rankings, summaries and comparisons then call the same.
 */
public enum ForkOrder {
    /** One trial after the other, or in different runs: a fork has no partner. */
    APART,
    /** By turns: the k-th fork of one trial ran beside the k-th of the other. */
    BY_TURNS;

    /** From so many forks on, forks that ran by turns are taken in pairs; below, too little is left to judge by. */
    public static final int FEWEST_PAIRS = 4;

    /** Returns the order that a configuration asks for. */
    public static ForkOrder of(BenchmarkConfig config) {
        return config.execution().order() == ExecutionSettings.Order.INTERLEAVED ? BY_TURNS : APART;
    }

    /** Returns the order of a run by its plan; of runs that were put together, apart. */
    public static ForkOrder of(RunHeader header) {
        return header.plan().get("execution") instanceof Map<?, ?> execution
                        && "interleaved".equals(execution.get("order"))
                ? BY_TURNS
                : APART;
    }

    /**
     * Returns one trial's figure divided by another's.
     *
     * <p>In pairs if their forks ran by turns and there are {@value #FEWEST_PAIRS} of each or more: never by the values.
     *
     * @throws IllegalArgumentException if one may be zero or below, or they come from different kinds of bootstrap
     */
    public RatioEstimate ratio(BootstrapEstimate figure, BootstrapEstimate base) {
        boolean inPairs = this == BY_TURNS && figure.forks() == base.forks() && base.forks() >= FEWEST_PAIRS;
        return inPairs ? figure.pairedRatioTo(base) : figure.ratioTo(base);
    }
}
