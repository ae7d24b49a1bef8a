package io.inferbench.core.load;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How well a load kept its schedule.
 *
 * @param requests how many
 * @param plannedRatePerSecond by the schedule's first and last start
 * @param achievedRatePerSecond by the first and last real start
 * @param worstDelayNanos largest real start − planned start
 * @param medianDelayNanos of the same
 * @param gapDistance Kolmogorov-Smirnov distance between the planned and the achieved gaps
 * @param gapProbability chance of the distance at gaps of {@link #RESOLUTION_NANOS} and more, if both came from one
 *     distribution; absent below 8 gaps
 */
public record ScheduleCheck(
        int requests,
        double plannedRatePerSecond,
        double achievedRatePerSecond,
        long worstDelayNanos,
        long medianDelayNanos,
        double gapDistance,
        OptionalDouble gapProbability) {

    /**
     * Shorter gaps are not told apart by the test: handing a request to a sleeping thread of the client takes some ten
     * microseconds, so that of two requests due within them the second is late by that much, which no server notices.
     */
    public static final long RESOLUTION_NANOS = 50_000;

    private static final int LEAST_GAPS = 8;

    /**
     * Compares real starts with the schedule.
     *
     * @param sentNanos when each request really started, on the schedule's clock, in the schedule's order
     */
    public static ScheduleCheck of(Schedule schedule, long[] sentNanos) {
        if (sentNanos.length != schedule.size()) {
            throw new IllegalArgumentException(
                    sentNanos.length + " starts for a schedule of " + schedule.size() + " requests");
        }
        long[] planned = schedule.toArray();
        long[] delays = new long[planned.length];
        Arrays.setAll(delays, number -> sentNanos[number] - planned[number]);
        Arrays.sort(delays);
        double[] plannedGaps = sortedGaps(planned);
        double[] achievedGaps = sortedGaps(sentNanos);
        double distance = distance(plannedGaps, achievedGaps, 0);
        double resolved = distance(plannedGaps, achievedGaps, RESOLUTION_NANOS);
        return new ScheduleCheck(
                planned.length,
                rate(planned),
                rate(sentNanos),
                delays[delays.length - 1],
                delays[delays.length / 2],
                distance,
                plannedGaps.length < LEAST_GAPS
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(probability(resolved, plannedGaps.length, achievedGaps.length)));
    }

    private static double rate(long[] starts) {
        long span = starts[starts.length - 1] - starts[0];
        return span <= 0 ? 0 : (starts.length - 1) * 1e9 / span;
    }

    private static double[] sortedGaps(long[] starts) {
        double[] gaps = new double[starts.length - 1];
        Arrays.setAll(gaps, number -> starts[number + 1] - starts[number]);
        Arrays.sort(gaps);
        return gaps;
    }

    /**
     * Returns the largest difference between two empirical distribution functions of sorted values.
     *
     * @param from looks at no value below this
     */
    static double distance(double[] first, double[] second, double from) {
        int i = 0;
        int j = 0;
        double largest = 0;
        while (i < first.length && j < second.length) {
            double value = Math.min(first[i], second[j]);
            while (i < first.length && first[i] == value) {
                i++;
            }
            while (j < second.length && second[j] == value) {
                j++;
            }
            if (value >= from) {
                largest = Math.max(largest, Math.abs((double) i / first.length - (double) j / second.length));
            }
        }
        return largest;
    }

    /** Returns the asymptotic two-sample probability (Stephens' small-sample form of Kolmogorov's series). */
    static double probability(double distance, int firstCount, int secondCount) {
        double effective = Math.sqrt((double) firstCount * secondCount / (firstCount + secondCount));
        double lambda = (effective + 0.12 + 0.11 / effective) * distance;
        if (lambda < 0.2) {
            return 1;
        }
        double sum = 0;
        for (int term = 1; term <= 100; term++) {
            double value = Math.exp(-2.0 * lambda * lambda * term * term);
            sum += (term % 2 == 1 ? 2 : -2) * value;
            if (value < 1e-12) {
                break;
            }
        }
        return Math.max(0, Math.min(1, sum));
    }
}
