package io.inferbench.api.report;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Everything a run found.
 *
 * @param schema version of this structure's JSON form
 * @param header what was known before
 * @param finishedAt when the last trial ended
 * @param status whether every trial of the plan is here
 * @param results one per trial, in the plan's order
 * @param rankings per group of comparable trials
 */
public record RunReport(
        int schema,
        RunHeader header,
        Instant finishedAt,
        Status status,
        List<TrialResult> results,
        List<Ranking> rankings) {

    /** Whether a run came to its end. */
    public enum Status {
        /** Every trial has a result. */
        FINISHED,
        /** Stopped before its end; the rest can be resumed. */
        INTERRUPTED
    }

    /**
     * Comparable trials in order of one metric.
     *
     * @param group what they have in common: model, workload, parameters
     * @param metric the metric's key
     * @param entries best first; INVALID trials are not ranked
     */
    public record Ranking(String group, String metric, List<Entry> entries) {

        /** Copies the entries. */
        public Ranking {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One trial in a ranking.
     *
     * @param rank from 1; trials that are not shown to differ share the rank of the best of them
     * @param trialId which
     * @param value in the metric's unit
     * @param ratioToBest value over the best one's
     */
    public record Entry(int rank, String trialId, double value, OptionalDouble ratioToBest) {}

    /** Copies the lists. */
    public RunReport {
        results = List.copyOf(results);
        rankings = List.copyOf(rankings);
    }
}
