package io.inferbench.core.run;

import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.api.workload.ServedWorkloadSession;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.load.ArrivalPattern;
import io.inferbench.core.load.LoadShape;
import io.inferbench.core.serve.LoadFacts;
import io.inferbench.core.serve.LoadTask;
import io.inferbench.core.serve.ServedLoad;
import io.inferbench.core.serve.ServedResult;
import io.inferbench.core.stats.PrecisionAnswer;
import io.inferbench.core.stats.PrecisionMonitor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The phases of a trial on a server: first request, warm-up, measurement.
 *
 * <p>Warm-up and measurement are one load without a pause between: the phases only say when the ledger looks on.
 */
final class ServedPhases {

    private final PhaseRecorder phases;
    private final ForkWatch watch;
    private final ForkAssignment assignment;
    private final long originNanos;

    ServedPhases(PhaseRecorder phases, ForkWatch watch, ForkAssignment assignment, long originNanos) {
        this.phases = phases;
        this.watch = watch;
        this.assignment = assignment;
        this.originNanos = originNanos;
    }

    /**
     * What the phases found.
     *
     * @param tables of the load
     * @param interference during the measurement
     */
    record Found(List<SampleTable> tables, Interference interference) {}

    Found run(RequestSession session, ServedWorkloadSession workload, Optional<Tokenizer> tokenizer) throws Exception {
        ServedLoad load = ServedLoad.prepare(session, workload, task(tokenizer), originNanos);
        phases.run(Stage.FIRST_CALL, facts -> {
            load.firstCall(facts);
            return true;
        });
        watch.warmUpComes(originNanos);
        watch.rest();
        phases.run(Stage.WARM_UP, facts -> {
            load.start();
            load.awaitMeasurement();
            return true;
        });
        watch.measurementStarts();
        return phases.run(Stage.MEASUREMENT, facts -> {
            load.awaitEnd();
            Interference interference = watch.measurementEnded();
            ServedResult result = load.result();
            describe(result, facts);
            return new Found(result.tables(), interference);
        });
    }

    private LoadTask task(Optional<Tokenizer> tokenizer) {
        TrialParameters parameters = new TrialParameters(assignment.trial().trial());
        return new LoadTask(
                parameters.rate().map(LoadShape::parse),
                parameters.arrivals().map(ArrivalPattern::parse).orElse(ArrivalPattern.DEFAULT),
                parameters.placesInFlight(),
                assignment.load(),
                assignment.seed(),
                tokenizer);
    }

    private void describe(ServedResult result, Map<String, String> facts) {
        facts.putAll(result.facts());
        double[] latencies = result.figures().samples(Metrics.E2EL);
        facts.put(PhaseFacts.CALLS, Integer.toString(latencies.length));
        MeasurementSettings settings = assignment.measurement();
        if (settings.targetRelativeError() > 0 && latencies.length > 0) {
            PrecisionAnswer precision = PrecisionMonitor.ofQuantile(
                            0.5, settings.targetRelativeError(), settings.confidence())
                    .look(latencies, latencies.length);
            precision
                    .relativeHalfWidth()
                    .ifPresent(width ->
                            facts.put(PhaseFacts.RELATIVE_HALF_WIDTH, String.format(Locale.ROOT, "%.5f", width)));
            if (precision.precise()) {
                facts.put(PhaseFacts.PRECISE, "true");
            }
        }
        phases.progressed(facts.get(LoadFacts.REQUESTS) + " requests");
    }
}
