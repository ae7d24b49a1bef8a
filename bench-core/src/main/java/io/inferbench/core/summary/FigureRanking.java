package io.inferbench.core.summary;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Interval;
import io.inferbench.core.stats.BootstrapEstimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Figures in order, of which those that are not shown to differ share a rank.
 *
 * <p>A figure differs from the best of a rank if the interval of their ratio leaves out 1. Single values, of whose noise
 * nothing is known, are never shown to differ.
 *
 * @param order how the forks behind the figures followed each other
 */
public record FigureRanking(ForkOrder order) {

    /**
     * Something with a figure.
     *
     * @param <T> what it is
     * @param subject it
     * @param figure its figure
     */
    public record Contestant<T>(T subject, BootstrapEstimate figure) {

        double value() {
            return figure.estimate();
        }
    }

    /**
     * A contestant and its rank.
     *
     * @param <T> what it is
     * @param rank from 1
     * @param contestant it
     */
    public record Ranked<T>(int rank, Contestant<T> contestant) {}

    /** Returns the contestants with their ranks, the best first. */
    public <T> List<Ranked<T>> of(List<Contestant<T>> contestants, Metric.Better better) {
        Comparator<Contestant<T>> ascending = Comparator.comparingDouble(Contestant::value);
        List<Contestant<T>> sorted = contestants.stream()
                .sorted(better == Metric.Better.LOWER ? ascending : ascending.reversed())
                .toList();
        List<Ranked<T>> ranked = new ArrayList<>();
        int rank = 1;
        int leader = 0;
        for (int place = 0; place < sorted.size(); place++) {
            if (place > leader
                    && isShownToDiffer(
                            sorted.get(place).figure(), sorted.get(leader).figure())) {
                leader = place;
                rank = place + 1;
            }
            ranked.add(new Ranked<>(rank, sorted.get(place)));
        }
        return ranked;
    }

    private boolean isShownToDiffer(BootstrapEstimate one, BootstrapEstimate other) {
        if (!one.isPositive() || !other.isPositive() || !(isNoiseKnown(one) || isNoiseKnown(other))) {
            return false;
        }
        Interval ratio = order.ratio(one, other).interval();
        return ratio.low() > 1 || ratio.high() < 1;
    }

    private static boolean isNoiseKnown(BootstrapEstimate figure) {
        return figure.forks() > 1 || figure.interval().low() < figure.interval().high();
    }
}
