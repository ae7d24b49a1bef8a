package io.inferbench.core.compare;

import io.inferbench.api.Device;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.run.TableNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Runs whose truth is known: lognormal latencies that resemble their neighbours, and forks that differ by a factor of
 * their own. {@link Random}'s algorithms are fixed by its specification.
 */
final class SimulatedRuns {

    private static final double MEDIAN_NANOS = 10e6;
    private static final double SAMPLE_DEVIATION = 0.05;
    private static final double CORRELATION = 0.5;

    private final Random random;
    private final int forks;
    private final int samples;
    private final double forkDeviation;

    SimulatedRuns(long seed, int forks, int samples, double forkDeviation) {
        this.random = new Random(seed);
        this.forks = forks;
        this.samples = samples;
        this.forkDeviation = forkDeviation;
    }

    /** Returns a run of trials that are slower than the standard one by these factors. */
    RunReport run(String id, double... factors) {
        List<TrialResult> results = new ArrayList<>();
        for (int i = 0; i < factors.length; i++) {
            results.add(completed(trial("backend", "batch", Integer.toString(i + 1)), VALID, factors[i]));
        }
        return report(id, 42, results);
    }

    static final Verdict VALID = Verdict.of(List.of());

    static RunReport report(String id, long seed, List<TrialResult> results) {
        return report(id, seed, results, Map.of(), Map.of("processor", Map.of("model", "Example CPU")));
    }

    static RunReport report(
            String id,
            long seed,
            List<TrialResult> results,
            Map<String, Object> plan,
            Map<String, Map<String, String>> environment) {
        RunHeader header = new RunHeader(
                id,
                "0.1.0",
                Instant.parse("2026-03-04T05:06:07Z"),
                plan,
                "",
                seed,
                environment,
                List.of(),
                results.stream().map(TrialResult::trial).toList());
        return new RunReport(1, header, Instant.EPOCH, RunReport.Status.FINISHED, results, List.of());
    }

    static Trial trial(String backend, String parameter, String value) {
        return new Trial(
                backend + "/model/workload/" + parameter + "=" + value,
                backend,
                "model",
                "workload",
                Map.of(parameter, value),
                Map.of(),
                Map.of(),
                Map.of());
    }

    Completed completed(Trial trial, Verdict verdict, double factor) {
        return completed(trial, verdict, factor, Map.of());
    }

    Completed completed(Trial trial, Verdict verdict, double factor, Map<String, String> facts) {
        List<ForkResult> all = new ArrayList<>();
        for (int k = 0; k < forks; k++) {
            all.add(fork(k, series(factor * Math.exp(forkDeviation * random.nextGaussian())), facts));
        }
        return new Completed(trial, verdict, List.of(), Agreement.notChecked(""), Optional.empty(), all);
    }

    private long[] series(double factor) {
        long[] latencies = new long[samples];
        double state = random.nextGaussian();
        double fresh = Math.sqrt(1 - CORRELATION * CORRELATION);
        for (int i = 0; i < samples; i++) {
            latencies[i] = Math.round(MEDIAN_NANOS * factor * Math.exp(SAMPLE_DEVIATION * state));
            state = CORRELATION * state + fresh * random.nextGaussian();
        }
        return latencies;
    }

    static ForkResult fork(int index, long[] latencies, Map<String, String> facts) {
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put("latency_ns", latencies);
        return new ForkResult(
                index,
                true,
                List.of(Device.CPU),
                facts,
                List.of(),
                List.of(new SampleTable(TableNames.ITERATIONS, columns)),
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
    }
}
