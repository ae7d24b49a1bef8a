package io.inferbench.core.stats;

import java.util.Arrays;
import java.util.Locale;

/**
 * Decides from the medians of the latest windows whether warm-up has ended.
 *
 * <p>Steady means: enough windows; their range within a fraction of their median; and no trend, where a trend is one that
 * Mann and Kendall's test sees <em>and</em> that would use up half the range allowed. A fixed count of warm-up calls is
 * known to be unreliable (Traini et al., Empirical Software Engineering 28, 2023, doi 10.1007/s10664-022-10247-x).
 *
 * @param windows how many of the latest windows count; at least 5, below which no order of values is a significant trend
 * @param relativeRange the largest (maximum − minimum) / median allowed, above 0
 */
public record SteadyStateRule(int windows, double relativeRange) {
    /** Looks at 8 windows, and lets them differ by 5 %. */
    public static final SteadyStateRule STANDARD = new SteadyStateRule(8, 0.05);

    /** How unlikely a score must be without trend; two-sided. A false alarm costs one more window. */
    static final double TREND_SIGNIFICANCE = 0.05;

    /** The share of the range that a significant trend must account for; a drift of a tenth of it is no reason to wait. */
    static final double MATERIAL_DRIFT = 0.5;

    /** The fewest windows whose order can show a trend. */
    public static final int FEWEST_WINDOWS = 5;

    /** Refuses a rule that no series, or any, could meet. */
    public SteadyStateRule {
        if (windows < FEWEST_WINDOWS) {
            throw new IllegalArgumentException(
                    "A steady-state rule needs at least " + FEWEST_WINDOWS + " windows, not " + windows);
        }
        if (!(relativeRange > 0 && Double.isFinite(relativeRange))) {
            throw new IllegalArgumentException("A relative range above 0 is needed, not " + relativeRange);
        }
    }

    /**
     * Looks at the latest windows. Costs microseconds.
     *
     * @param medians the median of each window so far, above 0, in the order of time
     * @return steady, or why not yet
     * @throws IllegalArgumentException if a value is not finite or not above 0
     */
    public Steadiness assess(double[] medians) {
        if (medians.length < windows) {
            return new Steadiness.NotYet(
                    Steadiness.Cause.TOO_FEW_WINDOWS, medians.length + " of " + windows + " windows so far");
        }
        double[] latest = Arrays.copyOfRange(medians, medians.length - windows, medians.length);
        SortedSample sample = SortedSample.of(latest);
        if (!(sample.min() > 0)) {
            throw new IllegalArgumentException("A window's median is " + sample.min() + ": above 0 is needed");
        }
        double range = (sample.max() - sample.min()) / sample.median();
        if (range > relativeRange) {
            return notYet(
                    Steadiness.Cause.RANGE,
                    "the last %d window medians differ by %.1f %%, more than %.1f %%",
                    windows,
                    100 * range,
                    100 * relativeRange);
        }
        TrendTest trend = TrendTest.of(latest);
        double drift = Math.abs(trend.slope()) * (windows - 1) / sample.median();
        if (drift > MATERIAL_DRIFT * relativeRange && trend.twoSidedP() < TREND_SIGNIFICANCE) {
            return notYet(
                    Steadiness.Cause.TREND,
                    "the last %d window medians still go %s, by %.1f %% in all",
                    windows,
                    trend.score() > 0 ? "up" : "down",
                    100 * drift);
        }
        return new Steadiness.Steady(windows, range);
    }

    private static Steadiness notYet(Steadiness.Cause cause, String format, Object... arguments) {
        return new Steadiness.NotYet(cause, String.format(Locale.ROOT, format, arguments));
    }
}
