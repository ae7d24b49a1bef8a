package io.inferbench.core.execution;

import io.inferbench.api.Precision;
import io.inferbench.api.report.Parameters;
import io.inferbench.api.report.Trial;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.plan.PlannedTrial;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What trials with the same right outputs have in common, and which cell gives those outputs. */
final class ReferenceCell {

    private static final String BACKEND_PREFIX = "backend.";

    /** What changes when requests are sent, and none of them. */
    private static final Set<String> LOAD = Set.of(Parameters.CONCURRENCY, Parameters.RATE, Parameters.ARRIVALS);

    private ReferenceCell() {}

    /** Returns the same text for trials that get the same inputs and the same weights, whatever runs them how. */
    static String key(PlannedTrial trial) {
        Map<String, String> parameters = new TreeMap<>(trial.trial().parameters());
        parameters.keySet().removeIf(name -> name.startsWith(BACKEND_PREFIX));
        parameters.remove(Parameters.PRECISION);
        parameters.remove(Parameters.DEVICE);
        parameters.keySet().removeAll(LOAD);
        return trial.model() + "\n" + trial.workload() + "\n" + parameters;
    }

    /** Returns a file name for a key. */
    static String fileName(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8) + ".bin";
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Returns what a trial is called as a reference: backend, options, precision and device. */
    static String label(PlannedTrial trial) {
        String options = trial.trial().backendOptions().isEmpty()
                ? ""
                : trial.trial().backendOptions().toString();
        String device = trial.trial()
                .parameter(Parameters.DEVICE)
                .map(reference -> " on " + reference)
                .orElse("");
        return trial.trial().backend() + options + " " + precision(trial).id() + device;
    }

    static Precision precision(PlannedTrial trial) {
        return trial.trial()
                .parameter(Parameters.PRECISION)
                .map(Precision::parse)
                .orElse(Precision.FP32);
    }

    /** Returns a cell that computes the same in FP32, one caller at a time; a server computes as it was started. */
    static PlannedTrial of(PlannedTrial trial) {
        Map<String, String> parameters =
                trial.model().isRemote() ? new TreeMap<>(trial.trial().parameters()) : fp32(trial);
        parameters.keySet().removeAll(LOAD);
        return cell(trial, trial.model(), trial.backend(), trial.trial().backendOptions(), parameters);
    }

    /**
     * Returns a cell that computes the same on another backend, wherever that runs by nature: a server's model from its
     * checkpoint, where the plan gives that.
     *
     * @param elsewhere a trial of that backend, whose options it takes
     */
    static PlannedTrial of(PlannedTrial trial, String backend, Optional<PlannedTrial> elsewhere) {
        Map<String, String> parameters = fp32(trial);
        parameters.remove(Parameters.DEVICE);
        parameters.keySet().removeIf(name -> name.startsWith(BACKEND_PREFIX));
        parameters.keySet().removeAll(LOAD);
        return cell(
                trial,
                inProcess(trial.model()),
                elsewhere.map(PlannedTrial::backend).orElse(ProviderChoice.of(backend)),
                elsewhere.map(other -> other.trial().backendOptions()).orElse(Map.of()),
                parameters);
    }

    private static ModelChoice inProcess(ModelChoice model) {
        return model.isRemote() && model.checkpoint().isPresent()
                ? ModelChoice.of(model.checkpoint().get().toAbsolutePath().toString())
                : model;
    }

    private static Map<String, String> fp32(PlannedTrial trial) {
        Map<String, String> parameters = new TreeMap<>(trial.trial().parameters());
        if (parameters.containsKey(Parameters.PRECISION)) {
            parameters.put(Parameters.PRECISION, Precision.FP32.id());
        }
        return parameters;
    }

    private static PlannedTrial cell(
            PlannedTrial trial,
            ModelChoice model,
            ProviderChoice backend,
            Map<String, String> masked,
            Map<String, String> parameters) {
        Trial own = trial.trial();
        Trial reference = new Trial(
                "reference of " + own.id(),
                backend.id(),
                model.reference(),
                own.workload(),
                parameters,
                masked,
                model.options(),
                own.workloadOptions());
        return new PlannedTrial(reference, backend, model, trial.workload(), Optional.empty());
    }
}
