package io.inferbench.core.run;

import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.api.workload.ServedWorkloadSession;
import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.agreement.Agreements;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.load.ArrivalPattern;
import io.inferbench.core.load.LoadShape;
import io.inferbench.core.serve.AnswerGate;
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
     * @param agreement of the answers before the load, and of one after it
     */
    record Found(List<SampleTable> tables, Interference interference, Agreement agreement) {}

    Found run(RequestSession session, ServedWorkloadSession workload, Optional<Tokenizer> tokenizer) throws Exception {
        AnswerGate gate = new AnswerGate(session, workload, tokenizer, assignment.agreement());
        if (assignment.purpose() == ForkAssignment.Purpose.REFERENCE) {
            return new Found(List.of(), Interference.none(), agree(gate));
        }
        ServedLoad load = ServedLoad.prepare(session, workload, task(tokenizer), originNanos);
        phases.run(Stage.FIRST_CALL, facts -> {
            load.firstCall(facts);
            return true;
        });
        Agreement before = agree(gate);
        watch.warmUpComes(originNanos);
        watch.rest();
        phases.run(Stage.WARM_UP, facts -> {
            load.start();
            load.awaitMeasurement();
            return true;
        });
        watch.measurementStarts();
        Optional<EngineWatch> engine = EngineWatch.start(session);
        Found found = phases.run(Stage.MEASUREMENT, facts -> {
            load.awaitEnd();
            Interference interference = watch.measurementEnded();
            if (engine.isPresent()) {
                engine.get().end(facts);
            }
            ServedResult result = load.result();
            describe(result, facts);
            return new Found(result.tables(), interference, before);
        });
        boolean compared = before.status() != Agreement.Status.NOT_CHECKED;
        return compared && !load.isServerLost() ? again(found, gate) : found;
    }

    private Agreement agree(AnswerGate gate) throws Exception {
        AgreementTask task = assignment.agreement();
        if (!task.explanation().isEmpty()) { // nothing to compare with: no request for it
            return Agreement.notChecked(task.explanation());
        }
        return switch (task.mode()) {
            case OFF, ALONE -> Agreement.notChecked(task.explanation());
            case RECORD, REPEAT, COMPARE ->
                phases.run(Stage.AGREE, facts -> {
                    Agreement answers = gate.before(facts);
                    facts.put("status", PhaseFacts.word(answers.status()));
                    return answers;
                });
        };
    }

    private Found again(Found found, AnswerGate gate) throws Exception {
        Agreement after = phases.run(Stage.AGREE, facts -> {
            Agreement answer = gate.after();
            facts.put("status", PhaseFacts.word(answer.status()));
            return answer;
        });
        return new Found(found.tables(), found.interference(), Agreements.combined(List.of(found.agreement(), after)));
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
