package io.inferbench.api.metric;

/**
 * A named quantity with its unit and the direction that is better.
 *
 * @param name lower case with underscores, for instance {@code latency}
 * @param unit unit of every value
 * @param better which direction is better
 */
public record Metric(String name, Unit unit, Better better) {

    /** Directions. */
    public enum Better {
        /** Less is better. */
        LOWER,
        /** More is better. */
        HIGHER,
        /** Neither. */
        NEITHER
    }

    /** Refuses a malformed name. */
    public Metric {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("metric name '" + name + "' should match [a-z][a-z0-9_]*");
        }
    }

    /** Returns the key that JSON and CSV use: name and unit suffix, for instance {@code latency_ns}. */
    public String key() {
        return unit == Unit.COUNT || unit == Unit.RATIO ? name : name + "_" + unit.suffix();
    }
}
