package io.inferbench.api.report;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * One cell of the plan: what is measured.
 *
 * @param id unique in the run and the same for the same cell in every run, for instance {@code
 *     ort-cpu/bert-base/batch=1,precision=fp32,sequence_length=128}
 * @param backend backend id
 * @param model model reference
 * @param workload workload id
 * @param parameters swept parameters by name ({@link Parameters}), sorted
 * @param backendOptions options of the backend, secrets masked
 * @param modelOptions options of the model source
 * @param workloadOptions options of the workload
 */
public record Trial(
        String id,
        String backend,
        String model,
        String workload,
        Map<String, String> parameters,
        Map<String, String> backendOptions,
        Map<String, String> modelOptions,
        Map<String, String> workloadOptions) {

    /** Copies and sorts the maps. */
    public Trial {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        backendOptions = Collections.unmodifiableMap(new TreeMap<>(backendOptions));
        modelOptions = Collections.unmodifiableMap(new TreeMap<>(modelOptions));
        workloadOptions = Collections.unmodifiableMap(new TreeMap<>(workloadOptions));
    }

    /** Returns a parameter's text. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Returns a whole-number parameter; absent if it was not given. */
    public OptionalInt number(String name) {
        String text = parameters.get(name);
        return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }
}
