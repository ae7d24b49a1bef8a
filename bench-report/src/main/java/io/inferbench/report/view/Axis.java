package io.inferbench.report.view;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Unit;
import java.util.Locale;
import java.util.Set;

/**
 * One axis of a chart.
 *
 * @param name what it shows
 * @param unit the unit of its labels
 * @param divisor by which values are divided for the labels
 * @param scale how values are placed
 */
public record Axis(String name, String unit, double divisor, Scale scale) {

    private static final Set<String> ABBREVIATIONS = Set.of("ttft", "tpot", "itl", "e2el");
    private static final double THOUSAND = 1e3;
    private static final double KIBI = 1024;

    /** From here on a rate is shown in thousands. */
    private static final double MANY = 1e5;

    /** How values are placed. */
    public enum Scale {
        /** From zero, evenly. */
        LINEAR,
        /** Evenly, from the smallest value on. */
        RANGE,
        /** By powers of ten where values range over more than five times, else evenly. */
        LOG,
        /** Each value that occurs at the same distance from the next: what is swept. */
        STEPS,
        /** Values are log₁₀ 1/(1 − p), labels percentiles. */
        PERCENTILE
    }

    /** Returns an axis of a metric, in the unit that suits its largest value. */
    public static Axis of(Metric metric, double largest) {
        String name = title(metric);
        Unit unit = metric.unit();
        if (unit == Unit.NANOSECONDS) {
            return scaled(name, largest, THOUSAND, "ns", "µs", "ms", "s");
        }
        if (unit == Unit.BYTES) {
            return scaled(name, largest, KIBI, "B", "KiB", "MiB", "GiB");
        }
        String words = unit == Unit.COUNT || unit == Unit.RATIO ? "" : words(unit);
        return largest >= MANY && unit != Unit.COUNT
                ? new Axis(name, "thousand " + words, THOUSAND, Scale.LINEAR)
                : plain(name, words);
    }

    /** Returns a metric's name as headings have it: {@code Sample throughput}, {@code TTFT from intended}. */
    public static String title(Metric metric) {
        String name = metric.name().replace('_', ' ');
        int first = name.indexOf(' ') < 0 ? name.length() : name.indexOf(' ');
        int capitals = ABBREVIATIONS.contains(name.substring(0, first)) ? first : 1;
        return name.substring(0, capitals).toUpperCase(Locale.ROOT) + name.substring(capitals);
    }

    /** Returns an axis whose labels are the values. */
    public static Axis plain(String name, String unit) {
        return new Axis(name, unit, 1, Scale.LINEAR);
    }

    private static String words(Unit unit) {
        return switch (unit) {
            case SAMPLES_PER_SECOND -> "samples/s";
            case TOKENS_PER_SECOND -> "tokens/s";
            case PER_SECOND -> "1/s";
            case PERCENT -> "%";
            case JOULES -> "J";
            case WATTS -> "W";
            default -> unit.suffix();
        };
    }

    private static Axis scaled(String name, double largest, double step, String... units) {
        double divisor = 1;
        int place = 0;
        while (place < units.length - 1 && Math.abs(largest) >= step * divisor) {
            divisor *= step;
            place++;
        }
        return new Axis(name, units[place], divisor, Scale.LINEAR);
    }

    /** Returns the axis with another scale. */
    public Axis with(Scale other) {
        return new Axis(name, unit, divisor, other);
    }

    /** Returns name and unit: {@code Latency (ms)}. */
    public String label() {
        return unit.isEmpty() ? name : name + " (" + unit + ")";
    }
}
