package io.inferbench.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One matrix: every backend × model × workload × combination of parameter values, less the excluded, plus the included.
 *
 * @param backends ids and options
 * @param models references
 * @param workloads ids and options
 * @param parameters values by name, in the order written: the names of {@link io.inferbench.api.report.Parameters}, or
 *     {@code backend.}, {@code model.}, {@code workload.} and an option's name, which sweeps that option in place of a
 *     fixed value; names joined by commas vary together, their values too are joined by commas
 * @param excludes cells to leave out: a cell is left out if it has all of an entry's values; besides parameters the keys
 *     {@code backend}, {@code model} and {@code workload}
 * @param includes cells to add: parameters not named take the first value of the matrix
 */
public record TrialGroup(
        List<ProviderChoice> backends,
        List<ModelChoice> models,
        List<ProviderChoice> workloads,
        Map<String, List<String>> parameters,
        List<Map<String, String>> excludes,
        List<Map<String, String>> includes) {

    /** Copies the collections; keeps the order of the parameters, sorts the entries' keys. */
    public TrialGroup {
        backends = List.copyOf(backends);
        models = List.copyOf(models);
        workloads = List.copyOf(workloads);
        Map<String, List<String>> values = new LinkedHashMap<>();
        parameters.forEach((name, list) -> values.put(name, List.copyOf(list)));
        parameters = Collections.unmodifiableMap(values);
        excludes = sorted(excludes);
        includes = sorted(includes);
    }

    private static List<Map<String, String>> sorted(List<Map<String, String>> entries) {
        return entries.stream()
                .map(entry -> Collections.unmodifiableMap(new TreeMap<>(entry)))
                .toList();
    }
}
