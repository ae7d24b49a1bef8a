package io.inferbench.api.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One phase of one fork.
 *
 * @param stage which
 * @param startNanos offset from the start of the fork's clock
 * @param durationNanos how long it took
 * @param facts what ended it and what else is worth knowing, for instance {@code ended=precise}, {@code calls=812}
 */
public record PhaseResult(Stage stage, long startNanos, long durationNanos, Map<String, String> facts) {

    /** Copies the facts. */
    public PhaseResult {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }
}
