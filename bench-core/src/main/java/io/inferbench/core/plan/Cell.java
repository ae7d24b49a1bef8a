package io.inferbench.core.plan;

import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ParameterRules;
import io.inferbench.core.config.ProviderChoice;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One combination of a matrix, as written: nothing looked up yet.
 *
 * @param path the group, or the entry under {@code include}, that asks for it
 * @param backend id and options before sweeps
 * @param model reference and options before sweeps
 * @param workload id and options before sweeps
 * @param parameters canonical values by name, defaults included
 */
record Cell(
        String path,
        Located<ProviderChoice> backend,
        Located<ModelChoice> model,
        Located<ProviderChoice> workload,
        Map<String, Located<String>> parameters) {

    /** Returns the options of the backend, swept ones in place of fixed ones. */
    Map<String, Located<String>> backendOptions() {
        return options(backend.path(), backend.value().options(), ParameterRules.BACKEND_PREFIX);
    }

    /** Returns the options of the model, swept ones in place of fixed ones. */
    Map<String, Located<String>> modelOptions() {
        return options(model.path(), model.value().options(), ParameterRules.MODEL_PREFIX);
    }

    /** Returns the options of the workload, swept ones in place of fixed ones. */
    Map<String, Located<String>> workloadOptions() {
        return options(workload.path(), workload.value().options(), ParameterRules.WORKLOAD_PREFIX);
    }

    private Map<String, Located<String>> options(String owner, Map<String, String> fixed, String prefix) {
        Map<String, Located<String>> options = new TreeMap<>();
        fixed.forEach((name, text) -> options.put(name, new Located<>(owner + ".options." + name, text)));
        parameters.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                options.put(name.substring(prefix.length()), value);
            }
        });
        return options;
    }

    /** Returns whether this cell has every value of an entry under {@code exclude}. */
    boolean matches(Map<String, String> entry) {
        Map<String, String> facts = new HashMap<>();
        backendOptions().forEach((name, value) -> facts.put(ParameterRules.BACKEND_PREFIX + name, value.value()));
        modelOptions().forEach((name, value) -> facts.put(ParameterRules.MODEL_PREFIX + name, value.value()));
        workloadOptions().forEach((name, value) -> facts.put(ParameterRules.WORKLOAD_PREFIX + name, value.value()));
        parameters.forEach((name, value) -> facts.put(name, value.value()));
        facts.put("backend", backend.value().id());
        facts.put("model", model.value().reference());
        facts.put("workload", workload.value().id());
        return entry.entrySet().stream()
                .allMatch(wanted -> MatrixExpansion.canonical(wanted.getKey(), wanted.getValue())
                        .filter(value -> value.equals(facts.get(wanted.getKey())))
                        .isPresent());
    }

    /** Returns the cell without a parameter that nobody wrote, because for this cell the harness does not decide it. */
    Cell withoutDefault(String name) {
        Map<String, Located<String>> decided = new LinkedHashMap<>(parameters);
        decided.computeIfPresent(name, (key, value) -> value.isWritten() ? value : null);
        return new Cell(path, backend, model, workload, decided);
    }

    /** Returns the parameters that are not an option of somebody, sorted. */
    Map<String, String> harnessParameters() {
        Map<String, String> own = new TreeMap<>();
        parameters.forEach((name, value) -> {
            if (!ParameterRules.isOption(name)) {
                own.put(name, value.value());
            }
        });
        return own;
    }
}
