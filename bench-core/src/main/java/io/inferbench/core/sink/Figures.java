package io.inferbench.core.sink;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Unit;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Percentile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them: four digits, a unit that fits, a decimal point in every locale. */
public final class Figures {

    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final double THOUSAND = 1e3;
    private static final double HUNDRED = 100;
    private static final int KIBI = 1024;
    private static final String ABSENT = "—";

    private Figures() {}

    /** Returns a value with its unit, for instance {@code 61.23 ms}. */
    public static String of(double value, Unit unit) {
        return switch (unit) {
            case NANOSECONDS -> duration(value);
            case BYTES -> bytes(value);
            case PER_SECOND -> plain(value) + " /s";
            case SAMPLES_PER_SECOND -> plain(value) + " samples/s";
            case TOKENS_PER_SECOND -> plain(value) + " tokens/s";
            case PERCENT -> plain(value) + " %";
            case JOULES -> plain(value) + " J";
            case WATTS -> plain(value) + " W";
            case COUNT -> CsvLines.number(value);
            case RATIO -> plain(value);
        };
    }

    /** Returns four significant digits, or all digits before the point if there are more. */
    public static String plain(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        if (value == 0 || Math.abs(value) >= THOUSAND) {
            return exact.setScale(0, RoundingMode.HALF_EVEN).toPlainString();
        }
        BigDecimal rounded = exact.round(FOUR_DIGITS);
        int missingDigits = FOUR_DIGITS.getPrecision() - rounded.precision();
        return rounded.setScale(rounded.scale() + missingDigits).toPlainString();
    }

    private static String duration(double nanos) {
        String[] units = {"ns", "µs", "ms"};
        double scaled = nanos;
        for (String unit : units) {
            if (Math.abs(scaled) < THOUSAND) {
                return plain(scaled) + " " + unit;
            }
            scaled /= THOUSAND;
        }
        return plain(scaled) + " s";
    }

    private static String bytes(double bytes) {
        String[] units = {"B", "KiB", "MiB"};
        double scaled = bytes;
        for (String unit : units) {
            if (Math.abs(scaled) < KIBI) {
                return plain(scaled) + " " + unit;
            }
            scaled /= KIBI;
        }
        return plain(scaled) + " GiB";
    }

    /** Returns a span as people say it: {@code 8.2 s}, {@code 1 min 20 s}, {@code 2 h 05 min}. */
    public static String span(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", span.toMillis() / THOUSAND);
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }

    /** Returns an error relative to a scale, for instance {@code 1.2e-06}. */
    public static String error(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }

    /** Returns the headline with the larger side of its interval in hundredths: {@code 61.23 ms ±0.7 %}. */
    public static String withInterval(MetricSummary summary) {
        double value = summary.value();
        String text = of(value, summary.metric().unit());
        return summary.interval()
                .filter(ci -> value != 0)
                .map(ci -> text
                        + String.format(
                                Locale.ROOT,
                                " ±%.1f %%",
                                HUNDRED * Math.max(ci.high() - value, value - ci.low()) / Math.abs(value)))
                .orElse(text);
    }

    /** Returns a fraction in hundredths; a dash if it is not known. */
    public static String fraction(OptionalDouble fraction) {
        return fraction.isPresent() ? String.format(Locale.ROOT, "%.1f %%", HUNDRED * fraction.getAsDouble()) : ABSENT;
    }

    /** Returns a percentile, or how many samples it needs: {@code — (needs 662)}. */
    public static String percentile(MetricSummary summary, double percent) {
        return summary.percentiles().stream()
                .filter(percentile -> percentile.percent() == percent)
                .findFirst()
                .map(percentile -> percentile(summary.metric(), percentile))
                .orElse(ABSENT);
    }

    private static String percentile(Metric metric, Percentile percentile) {
        return percentile.value().isPresent()
                ? of(percentile.value().getAsDouble(), metric.unit())
                : ABSENT + " (needs " + percentile.samplesNeeded() + ")";
    }
}
