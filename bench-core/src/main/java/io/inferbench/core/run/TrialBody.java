package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.api.workload.GenerationWorkloadSession;
import io.inferbench.api.workload.ServedWorkloadSession;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.agreement.Agreements;
import io.inferbench.core.environment.EnvironmentCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One fork of one trial from opening to closing, in whatever process this is. Used once. */
public final class TrialBody {

    private final ForkAssignment assignment;
    private final boolean isolated;
    private final long originNanos = System.nanoTime();
    private final PhaseRecorder phases;
    private final OpenTrial open;
    private final ForkWatch watch;
    private Interference interference = Interference.none();

    /**
     * Prepares a fork; nothing is opened yet.
     *
     * @param isolated whether this process is the fork's own
     */
    public TrialBody(ForkAssignment assignment, TrialProviders providers, boolean isolated, ForkListener listener) {
        this.assignment = assignment;
        this.isolated = isolated;
        this.watch =
                assignment.watched() ? new MachineWatch(assignment.measurement().gpuInterval()) : ForkWatch.NONE;
        this.phases = new PhaseRecorder(originNanos, listener);
        this.open = new OpenTrial(assignment, providers, phases);
    }

    /**
     * Runs every phase and closes everything, whatever happens.
     *
     * @return what was found, or the phase that broke and why; also for errors such as a full heap
     * @throws InterruptedException if this thread was interrupted; everything is closed then too
     */
    public ForkOutcome run() throws InterruptedException {
        ForkResult result;
        try (watch) {
            result = runOpen();
        } catch (InterruptedException stopped) {
            closeAfter(stopped);
            throw stopped;
        } catch (Throwable failure) { // an error is an answer too: a full heap, a class that does not link
            Stage stage = phases.current();
            closeAfter(failure);
            return ForkOutcome.Broken.of(stage, failure);
        }
        return close(result);
    }

    private void closeAfter(Throwable failure) {
        try {
            open.close();
        } catch (Exception | LinkageError further) {
            failure.addSuppressed(further);
        }
    }

    private ForkOutcome close(ForkResult result) {
        try {
            phases.run(Stage.CLOSE, facts -> {
                open.close();
                return true;
            });
        } catch (Exception | LinkageError failure) {
            return ForkOutcome.Broken.of(Stage.CLOSE, failure);
        }
        return new ForkOutcome.Finished(new ForkResult(
                result.index(),
                result.isolated(),
                result.devices(),
                result.facts(),
                phases.phases(),
                result.tables(),
                result.agreement(),
                result.interference(),
                result.environment()));
    }

    private ForkResult runOpen() throws Exception {
        OpenTrial.OpenModel model = open.openModel();
        BackendSession session = open.openSession(model);
        watch.sessionOpened(session.devices(), originNanos);
        WorkloadSession workload = open.openWorkload(model, session);
        if (session instanceof RequestSession server && workload instanceof ServedWorkloadSession requests) {
            return runServed(server, requests);
        }
        Exercise exercise = exercise(session, workload);
        phases.run(Stage.FIRST_CALL, facts -> {
            exercise.firstCall(facts);
            return true;
        });
        Agreement agreement = agree(exercise::agree);
        List<SampleTable> tables = new ArrayList<>();
        if (assignment.purpose() == ForkAssignment.Purpose.MEASURE) {
            try (Callers callers = exercise.callers()) {
                warmUp(exercise, callers, tables);
                measure(exercise, callers, tables);
                agreement = Agreements.combined(List.of(agreement, agree(exercise::agreeAgain)));
            }
            coolDown(assignment.measurement().coolDown());
            tables.addAll(watch.finish());
            open.addFact(FactNames.HARNESS_COST, String.format(Locale.ROOT, "%.1f", HarnessCost.measureNanos()));
        }
        return found(session, tables, agreement);
    }

    private ForkResult runServed(RequestSession server, ServedWorkloadSession requests) throws Exception {
        ServedPhases.Found served =
                new ServedPhases(phases, watch, assignment, originNanos).run(server, requests, open.tokenizer());
        if (assignment.purpose() == ForkAssignment.Purpose.REFERENCE) {
            return found(server, List.of(), served.agreement());
        }
        interference = served.interference();
        coolDown(assignment.measurement().coolDown());
        List<SampleTable> tables = new ArrayList<>(served.tables());
        tables.addAll(watch.finish());
        return found(server, tables, served.agreement());
    }

    private ForkResult found(BackendSession session, List<SampleTable> tables, Agreement agreement) {
        open.finalFacts(session);
        return new ForkResult(
                assignment.fork(),
                isolated,
                session.devices(),
                open.facts(),
                List.of(),
                tables,
                agreement,
                interference,
                environment());
    }

    /** Of this process, by section and name; who knows the run's keeps what differs. */
    private Map<String, String> environment() {
        Map<String, String> facts = new TreeMap<>();
        EnvironmentCapture.ofThisMachine()
                .ofProcess()
                .sections()
                .forEach((section, values) -> values.forEach((name, value) -> facts.put(section + "." + name, value)));
        LoadedLibraries.find().ifPresent(files -> facts.put("libraries.loaded", files));
        return facts;
    }

    private Exercise exercise(BackendSession session, WorkloadSession workload) throws BackendException {
        TrialParameters parameters = new TrialParameters(assignment.trial().trial());
        RequestOrder order = RequestOrder.seeded(workload.size(), assignment.seed());
        if (session instanceof TensorSession tensors && workload instanceof TensorWorkloadSession requests) {
            return new TensorExercise(
                    tensors, requests, order, parameters.concurrency(), assignment.agreement(), originNanos);
        }
        if (session instanceof GenerationSession generation && workload instanceof GenerationWorkloadSession prompts) {
            return new GenerationExercise(
                    generation, prompts, order, parameters.concurrency(), assignment.agreement(), originNanos);
        }
        throw new BackendException("backend '" + assignment.trial().backend().id() + "' opened a "
                + session.getClass().getSimpleName() + " and workload '"
                + assignment.trial().workload().id() + "' a "
                + workload.getClass().getSimpleName()
                + "; one runs tensors and the other generates: choose a workload that fits the model");
    }

    private interface Look {

        Agreement look() throws Exception;
    }

    private Agreement agree(Look look) throws Exception {
        if (assignment.agreement().mode() == AgreementTask.Mode.OFF) {
            return Agreement.notChecked(assignment.agreement().explanation());
        }
        return phases.run(Stage.AGREE, facts -> {
            Agreement found = look.look();
            facts.put("status", PhaseFacts.word(found.status()));
            return found;
        });
    }

    private void warmUp(Exercise exercise, Callers callers, List<SampleTable> tables) throws Exception {
        watch.warmUpComes(originNanos);
        watch.rest();
        WarmUp warmUp = new WarmUp(assignment.warmUp());
        phases.run(Stage.WARM_UP, facts -> {
            warmUp.run(callers, exercise.distinctRequests(), facts, phases::progressed);
            return true;
        });
        tables.add(CallTables.rows(TableNames.WARM_UP, exercise.latencyName(), callers.logs()));
        tables.add(CallTables.windows(TableNames.WARM_UP_WINDOWS, warmUp.windows()));
    }

    /** With the callers of the warm-up: what is bound and compiled when counting begins is what warmed up. */
    private void measure(Exercise exercise, Callers callers, List<SampleTable> tables) throws Exception {
        callers.drop();
        Measurement measurement = new Measurement(assignment.measurement(), exercise.distinctRequests());
        watch.rest();
        watch.measurementStarts();
        phases.run(Stage.MEASUREMENT, facts -> {
            measurement.run(callers, facts, phases::progressed);
            return true;
        });
        interference = watch.measurementEnded();
        tables.add(CallTables.rows(TableNames.ITERATIONS, exercise.latencyName(), callers.logs()));
        tables.add(CallTables.windows(measurement.windows(), interference));
        tables.addAll(exercise.furtherTables());
        open.stepCosts().ifPresent(tables::add);
    }

    private void coolDown(Duration duration) throws Exception {
        if (!duration.isZero()) {
            phases.run(Stage.COOL_DOWN, facts -> {
                TimeUnit.NANOSECONDS.sleep(duration.toNanos());
                return true;
            });
        }
    }
}
