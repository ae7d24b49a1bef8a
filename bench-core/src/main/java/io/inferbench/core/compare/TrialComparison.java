package io.inferbench.core.compare;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Interval;
import io.inferbench.api.report.Trial;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One trial of the base beside the same of the candidate.
 *
 * @param base what was measured there
 * @param candidate what was measured here; the same cell unless two backends of one run are compared
 * @param finding what it comes to
 * @param explanation why, in one sentence, with what would tell if the samples cannot
 * @param notes what else is worth knowing, for instance that a verdict was SUSPECT
 * @param ratio the figures; absent if nothing could be compared
 */
public record TrialComparison(
        Trial base, Trial candidate, Finding finding, String explanation, List<String> notes, Optional<Ratio> ratio) {

    /**
     * Candidate over base.
     *
     * @param metric of both values
     * @param percent which percentile; absent for the median of samples, and for a rate
     * @param base value of the base, in the metric's unit
     * @param candidate value of the candidate
     * @param value candidate over base
     * @param interval of it
     * @param baseForks forks behind the base's value
     * @param candidateForks forks behind the candidate's value
     * @param fewestSamples samples of the fork that has the fewest
     */
    public record Ratio(
            Metric metric,
            OptionalDouble percent,
            double base,
            double candidate,
            double value,
            Interval interval,
            int baseForks,
            int candidateForks,
            long fewestSamples) {

        /** Returns what is compared, for instance {@code latency p99}. */
        public String name() {
            return percent.isEmpty()
                    ? metric.name()
                    : metric.name() + " p"
                            + (percent.getAsDouble() == Math.rint(percent.getAsDouble())
                                    ? Long.toString(Math.round(percent.getAsDouble()))
                                    : Double.toString(percent.getAsDouble()));
        }
    }

    /** Copies the notes. */
    public TrialComparison {
        notes = List.copyOf(notes);
    }

    /** Returns the trial's id, or both if two trials of one run are compared. */
    public String name() {
        return base.id().equals(candidate.id()) ? base.id() : candidate.id() + " against " + base.id();
    }
}
