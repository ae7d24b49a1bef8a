package io.inferbench.core.compare;

import io.inferbench.api.report.RunReport;
import java.util.List;

/**
 * One fact that two runs do not share.
 *
 * @param name section and fact, for instance {@code processor.model}
 * @param base its value in the base; empty if it is not told there
 * @param candidate its value in the candidate; empty if it is not told there
 * @param ofMachine whether it says that the machine is another one, so that a difference in speed may come from there
 */
public record EnvironmentDifference(String name, String base, String candidate, boolean ofMachine) {

    /** Returns every fact that two runs do not share, by name; what changes with every run is left out. */
    public static List<EnvironmentDifference> between(RunReport base, RunReport candidate) {
        return EnvironmentFacts.differences(base, candidate);
    }

    /** Returns the difference in one line: {@code jvm.version: 17.0.15 → 21.0.4}. */
    public String line() {
        return name + ": " + told(base) + " → " + told(candidate);
    }

    private static String told(String value) {
        return value.isEmpty() ? "(not told)" : value;
    }
}
