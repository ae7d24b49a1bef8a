package io.inferbench.core.stats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Resamples a quantile by circular blocks without sorting any resample.
 *
 * <p>Only values near the quantile are followed one by one, by their rank in the fork; those clearly below are counted
 * through prefix sums, those above not at all. A resample then costs its blocks plus the near values in them. The window
 * spans six bootstrap standard deviations; should a resample leave it all the same, the full window takes over.
 */
final class QuantileResampler implements ForkResampler {
    private static final double WINDOW_DEVIATIONS = 6;

    private final double[] series;
    private final double[] sorted;
    private final double probability;
    private final int blockLength;

    /** Values of ranks {@code windowStart} to {@code windowEnd - 1} are followed; equal values share the lowest rank. */
    private final int windowStart;

    private final int[] belowBefore;
    private final int[] nearBefore;
    private final int[] nearRanks;
    private final int[] counts;
    private @Nullable QuantileResampler wholeRange;

    private QuantileResampler(double[] series, double[] sorted, double probability, int blockLength, double halfWidth) {
        this.series = series;
        this.sorted = sorted;
        this.probability = probability;
        this.blockLength = blockLength;
        int size = series.length;
        double position = (size - 1) * probability;
        this.windowStart = lowestRank(sorted[(int) Math.max(0, position - halfWidth)]);
        int windowEnd = lowestRank(sorted[(int) Math.min(size - 1, position + halfWidth + 1)]) + 1;
        this.counts = new int[windowEnd - windowStart];
        this.belowBefore = new int[size + 1];
        this.nearBefore = new int[size + 1];
        this.nearRanks = new int[size];
        int near = 0;
        for (int i = 0; i < size; i++) {
            int rank = lowestRank(series[i]);
            belowBefore[i + 1] = belowBefore[i] + (rank < windowStart ? 1 : 0);
            if (rank >= windowStart && rank < windowEnd) {
                nearRanks[near++] = rank - windowStart;
            }
            nearBefore[i + 1] = near;
        }
    }

    static QuantileResampler of(double[] series, double probability) {
        SortedSample sample = SortedSample.of(series);
        double quantile = sample.quantile(probability);
        double[] exceedances = Dependence.exceedances(series, quantile);
        int blockLength = ForkResampler.blockLength(Dependence.of(exceedances), series.length);
        double halfWidth = 2 + WINDOW_DEVIATIONS * Math.sqrt(CircularBlocks.sumVariance(exceedances, blockLength));
        return new QuantileResampler(series, sample.values(), probability, blockLength, halfWidth);
    }

    @Override
    public double estimate() {
        double position = (sorted.length - 1) * probability;
        int lower = (int) position;
        int upper = Math.min(lower + 1, sorted.length - 1);
        return sorted[lower] + (position - lower) * (sorted[upper] - sorted[lower]);
    }

    @Override
    public double resample(SplitMix64 random) {
        long mark = random.mark();
        int size = series.length;
        Arrays.fill(counts, 0);
        int below = 0;
        for (int left = size; left > 0; left -= blockLength) {
            int start = random.nextInt(size);
            int end = start + Math.min(blockLength, left);
            below += add(start, Math.min(end, size));
            if (end > size) {
                below += add(0, end - size);
            }
        }
        return quantileOf(below, mark);
    }

    private int add(int start, int end) {
        int lastNear = nearBefore[end];
        for (int i = nearBefore[start]; i < lastNear; i++) {
            counts[nearRanks[i]]++;
        }
        return belowBefore[end] - belowBefore[start];
    }

    private double quantileOf(int below, long mark) {
        double position = (series.length - 1) * probability;
        int lower = (int) position;
        int rank = 0;
        int upTo = below + counts[0];
        while (upTo <= lower && rank < counts.length - 1) {
            upTo += counts[++rank];
        }
        int upperRank = rank;
        int upToUpper = upTo;
        while (upToUpper <= lower + 1 && upperRank < counts.length - 1) {
            upToUpper += counts[++upperRank];
        }
        boolean lastValue = lower == series.length - 1;
        if (below > lower || upTo <= lower || (upToUpper <= lower + 1 && !lastValue)) {
            return wholeRange().resample(new SplitMix64(mark));
        }
        double low = sorted[windowStart + rank];
        double high = lastValue ? low : sorted[windowStart + upperRank];
        return low + (position - lower) * (high - low);
    }

    /** Repeats the draws that left the window with every value followed, so that no tail is cut or drawn anew. */
    private QuantileResampler wholeRange() {
        if (wholeRange == null) {
            wholeRange = new QuantileResampler(series, sorted, probability, blockLength, sorted.length);
        }
        return wholeRange;
    }

    private int lowestRank(double value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
