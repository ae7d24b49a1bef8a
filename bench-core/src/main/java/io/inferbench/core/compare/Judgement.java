package io.inferbench.core.compare;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Interval;
import io.inferbench.core.stats.BootstrapEstimate.Spread;
import io.inferbench.core.stats.RatioEstimate;
import java.util.Locale;
import java.util.OptionalInt;

/** From a ratio and its interval to a finding and its sentence. */
final class Judgement {

    private static final double HUNDRED = 100;

    /** Below this a target would ask for forks without end. */
    private static final double SMALLEST_TARGET = 0.001;

    private final RatioEstimate ratio;
    private final Interval interval;
    private final double margin;
    private final Metric.Better better;

    Judgement(RatioEstimate ratio, double confidence, double margin, Metric.Better better) {
        this.ratio = ratio;
        this.interval = ratio.interval(confidence);
        this.margin = margin;
        this.better = better;
    }

    Interval interval() {
        return interval;
    }

    /** The margin is a factor: twice as slow and half as slow are equally far. */
    Finding finding() {
        double widest = 1 + margin;
        if (ratio.forks() < 2) {
            return Finding.CANNOT_TELL;
        }
        if (margin > 0 && interval.low() >= 1 / widest && interval.high() <= widest) {
            return Finding.EQUIVALENT;
        }
        boolean isMore = interval.low() > 1 && ratio.estimate() > widest;
        boolean isLess = interval.high() < 1 && ratio.estimate() < 1 / widest;
        if (!isMore && !isLess) {
            return Finding.CANNOT_TELL;
        }
        return isMore == (better == Metric.Better.HIGHER) ? Finding.FASTER : Finding.SLOWER;
    }

    String explanation() {
        String measured =
                change(ratio.estimate()) + " (" + change(interval.low()) + " to " + change(interval.high()) + ")";
        return finding() == Finding.CANNOT_TELL ? measured + "; " + whatWouldTell() : measured;
    }

    /** To tell, the interval has to let go either of 1 or of what lies beyond the margin; the nearer is asked for. */
    private String whatWouldTell() {
        if (ratio.forks() < 2) {
            return "at least 2 forks on each side would tell, as it takes two to see what a restart changes";
        }
        double distance = Math.abs(Math.log(ratio.estimate()));
        double edge = Math.log1p(margin);
        double target = Math.max(SMALLEST_TARGET, distance > edge ? distance : edge - distance);
        OptionalInt forks = ratio.forksFor(Math.exp(target), interval.confidence());
        String ofForks = forks.isPresent()
                ? "about " + forks.getAsInt() + " forks on each side (now " + ratio.forks() + ")"
                : "more than 200 forks on each side";
        if (ratio.spread(interval.confidence()) == Spread.BETWEEN_FORKS) {
            return ofForks + " would tell";
        }
        double factor = ratio.samplesFactorFor(Math.exp(target), interval.confidence());
        return ofForks + ", or about " + String.format(Locale.ROOT, "%.1f", factor)
                + " times the samples in each if forks agree, would tell";
    }

    /** Returns a ratio as a change in hundredths: {@code +3.1 %}. */
    static String change(double ratio) {
        double percent = (ratio - 1) * HUNDRED;
        String text = String.format(Locale.ROOT, Math.abs(percent) < HUNDRED ? "%+.1f %%" : "%+.0f %%", percent);
        return text.matches("[+-]0\\.0 %") ? "0.0 %" : text;
    }
}
