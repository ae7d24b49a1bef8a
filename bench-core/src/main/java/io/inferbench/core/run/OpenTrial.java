package io.inferbench.core.run;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Model, session and workload of one fork: opened phase by phase, closed in reverse. */
final class OpenTrial {

    private final ForkAssignment assignment;
    private final TrialProviders providers;
    private final TrialParameters parameters;
    private final PhaseRecorder phases;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Map<String, String> facts = new TreeMap<>();
    private Optional<Tokenizer> tokenizer = Optional.empty();
    private Optional<SampleTable> stepCosts = Optional.empty();

    OpenTrial(ForkAssignment assignment, TrialProviders providers, PhaseRecorder phases) {
        this.assignment = assignment;
        this.providers = providers;
        this.parameters = new TrialParameters(assignment.trial().trial());
        this.phases = phases;
    }

    /** Finds or writes the model's file in the format that the backend wants most. */
    OpenModel openModel() throws Exception {
        return phases.run(Stage.MODEL, phaseFacts -> {
            Model model = keep(providers.models().open(modelSpec()));
            ModelFormat format = format(model);
            ModelArtifact artifact = model.materialize(
                    format, (activity, fraction) -> phases.progressed(Percentage.of(activity, fraction)));
            phaseFacts.put("format", format.id());
            artifact.path().ifPresent(path -> phaseFacts.put("file", path.toString()));
            artifact.sha256().ifPresent(hash -> facts.put("model.sha256", hash));
            model.facts().forEach((name, value) -> facts.put("model." + name, value));
            facts.put("model.format", format.id());
            parameters.callShape().flatMap(model::cost).ifPresent(cost -> {
                facts.put(FactNames.COST_OPERATIONS, Double.toString(cost.floatingPointOperations()));
                facts.put(FactNames.COST_BYTES, Double.toString(cost.bytes()));
            });
            stepCosts = parameters.callShape().flatMap(shape -> StepCosts.of(model, shape));
            return new OpenModel(model, artifact);
        });
    }

    private ModelSpec modelSpec() throws OptionException {
        ModelSpec.Builder spec = ModelSpec.builder(assignment.trial().model().reference(), assignment.cacheDirectory())
                .precision(parameters.precision())
                .seed(assignment.seed())
                .options(Options.parse(
                        providers.models().options(), assignment.trial().model().options()));
        assignment.trial().model().checkpoint().ifPresent(spec::checkpoint);
        return spec.build();
    }

    private ModelFormat format(Model model) throws ModelException {
        List<ModelFormat> wanted = providers.backend().formats();
        return wanted.stream()
                .filter(model.formats()::contains)
                .findFirst()
                .orElseThrow(() ->
                        new ModelException("backend '" + providers.backend().id() + "' reads " + wanted
                                + " and model '" + model.name() + "' can be had as " + model.formats()
                                + "; choose another model or backend"));
    }

    /** Lets the backend load the model, and sees that it did so where it was asked to. */
    BackendSession openSession(OpenModel model) throws Exception {
        return phases.run(Stage.LOAD, phaseFacts -> {
            SessionSpec.Builder spec = SessionSpec.builder(model.artifact(), assignment.workDirectory())
                    .precision(parameters.precision())
                    .options(Options.parse(
                            providers.backend().options(),
                            assignment.trial().backend().options()))
                    .progress((activity, fraction) -> phases.progressed(Percentage.of(activity, fraction)));
            parameters.devices().ifPresent(spec::devices);
            parameters.callShape().ifPresent(spec::expectedShape);
            BackendSession session = keep(providers.backend().open(spec.build()));
            requireAskedDevices(session.devices());
            facts.putAll(session.facts());
            return session;
        });
    }

    private void requireAskedDevices(List<Device> actual) throws BackendException {
        Optional<List<Device>> asked = parameters.devices();
        if (asked.isEmpty()) {
            return;
        }
        boolean same = asked.get().size() == actual.size();
        for (int i = 0; same && i < actual.size(); i++) {
            same = asked.get().get(i).isSamePlaceAs(actual.get(i));
        }
        if (!same) {
            throw new BackendException("asked for " + references(asked.get()) + ", the session runs on "
                    + references(actual) + "; a measurement of another device is not shown under this one's name");
        }
    }

    private static String references(List<Device> devices) {
        return String.join("+", devices.stream().map(Device::reference).toList());
    }

    /** Makes the requests. */
    WorkloadSession openWorkload(OpenModel model, BackendSession session) throws Exception {
        return phases.run(Stage.WORKLOAD, phaseFacts -> {
            WorkloadSpec.Builder spec = WorkloadSpec.builder()
                    .seed(assignment.seed())
                    .batchSize(parameters.batchSize())
                    .modelFacts(model.artifact().facts())
                    .options(Options.parse(
                            providers.workload().options(),
                            assignment.trial().workload().options()));
            parameters.sequenceLength().ifPresent(spec::sequenceLength);
            parameters.newTokens().ifPresent(spec::newTokens);
            if (session instanceof TensorSession tensors) {
                spec.signature(tensors.signature());
            }
            if (session instanceof GenerationSession generation) {
                spec.limits(generation.limits());
            }
            if (session instanceof RequestSession server) {
                spec.promptForms(server.promptForms());
            }
            tokenizer = model.model().tokenizer().map(this::keep);
            tokenizer.ifPresent(spec::tokenizer);
            WorkloadSession workload = keep(providers.workload().open(spec.build()));
            if (workload.size() < 1) {
                throw new WorkloadException("workload '" + providers.workload().id() + "' has no request");
            }
            phaseFacts.put("requests", Integer.toString(workload.size()));
            workload.facts().forEach((name, value) -> facts.put("workload." + name, value));
            return workload;
        });
    }

    /** Returns the model's tokenizer, once the workload is open; closed with the trial. */
    Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    /** Returns the least work of each step of a generation, where parameters fix its shape and the model knows. */
    Optional<SampleTable> stepCosts() {
        return stepCosts;
    }

    /** Adds something the harness found. */
    void addFact(String name, String value) {
        facts.put(name, value);
    }

    /** Adds what the session knows at the end. */
    void finalFacts(BackendSession session) {
        facts.putAll(session.facts());
    }

    /** Returns what a reader should know of session, model ({@code model.}) and workload ({@code workload.}). */
    Map<String, String> facts() {
        return Map.copyOf(facts);
    }

    /** Closes it with the rest, later opened first. */
    <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Closes everything that is open, whatever fails; the first failure carries the others. */
    void close() throws Exception {
        Exception first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /**
     * A model and its file.
     *
     * @param model closed with the trial
     * @param artifact in the format that the backend reads
     */
    record OpenModel(Model model, ModelArtifact artifact) {}
}
