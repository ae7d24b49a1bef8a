package io.inferbench.core.config;

import java.util.ArrayList;
import java.util.Arrays;
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

    /** Returns a builder of an empty matrix. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link TrialGroup}. */
    public static final class Builder {

        private final List<ProviderChoice> backends = new ArrayList<>();
        private final List<ModelChoice> models = new ArrayList<>();
        private final List<ProviderChoice> workloads = new ArrayList<>();
        private final Map<String, List<String>> parameters = new LinkedHashMap<>();
        private final List<Map<String, String>> excludes = new ArrayList<>();
        private final List<Map<String, String>> includes = new ArrayList<>();

        private Builder() {}

        /** Adds backends without options. */
        public Builder backends(String... ids) {
            Arrays.stream(ids).map(ProviderChoice::of).forEach(backends::add);
            return this;
        }

        /** Adds a backend. */
        public Builder backend(ProviderChoice choice) {
            backends.add(choice);
            return this;
        }

        /** Adds models with seeded weights. */
        public Builder models(String... references) {
            Arrays.stream(references).map(ModelChoice::of).forEach(models::add);
            return this;
        }

        /** Adds a model. */
        public Builder model(ModelChoice choice) {
            models.add(choice);
            return this;
        }

        /** Adds workloads without options. */
        public Builder workloads(String... ids) {
            Arrays.stream(ids).map(ProviderChoice::of).forEach(workloads::add);
            return this;
        }

        /** Adds a workload. */
        public Builder workload(ProviderChoice choice) {
            workloads.add(choice);
            return this;
        }

        /** Sweeps a parameter over these values, in place of others given before. */
        public Builder parameter(String name, String... values) {
            parameters.put(name, List.of(values));
            return this;
        }

        /** Sweeps a whole-number parameter over these values, in place of others given before. */
        public Builder parameter(String name, int... values) {
            parameters.put(
                    name, Arrays.stream(values).mapToObj(Integer::toString).toList());
            return this;
        }

        /** Leaves out the cells that have all of these values. */
        public Builder exclude(Map<String, String> entry) {
            excludes.add(entry);
            return this;
        }

        /** Adds a cell; what is not named takes the first value of the matrix. */
        public Builder include(Map<String, String> entry) {
            includes.add(entry);
            return this;
        }

        /** Returns the group. */
        public TrialGroup build() {
            return new TrialGroup(backends, models, workloads, parameters, excludes, includes);
        }
    }
}
