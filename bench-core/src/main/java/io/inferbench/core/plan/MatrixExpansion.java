package io.inferbench.core.plan;

import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ParameterRules;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.TrialGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The cells of one matrix.
 *
 * <p>Models vary slowest, then workloads, then the parameters in the order written, then backends: trials that are
 * compared with each other stand together, so that what changes slowly on a machine hits them alike. What {@link
 * io.inferbench.core.config.SettingsCheck} refuses is left out here.
 */
final class MatrixExpansion {

    static final int MAX_CELLS = 100_000;

    private final String path;
    private final TrialGroup group;
    private final List<Located<ProviderChoice>> backends;
    private final List<Located<ModelChoice>> models;
    private final List<Located<ProviderChoice>> workloads;
    private final List<List<Map<String, Located<String>>>> dimensions = new ArrayList<>();

    MatrixExpansion(String path, TrialGroup group) {
        this.path = path;
        this.group = group;
        this.backends = located(path + ".backends", group.backends());
        this.models = located(path + ".models", group.models());
        this.workloads = located(path + ".workloads", group.workloads());
        group.parameters().forEach((key, values) -> {
            List<Map<String, Located<String>>> assignments = assignments(key, values);
            // If every value is refused, cells without the parameter still show what else is wrong.
            if (!assignments.isEmpty() || values.isEmpty()) {
                dimensions.add(assignments);
            }
        });
    }

    private static <T> List<Located<T>> located(String path, List<T> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> new Located<>(path + "[" + i + "]", values.get(i)))
                .toList();
    }

    private List<Map<String, Located<String>>> assignments(String key, List<String> values) {
        List<Map<String, Located<String>>> result = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String place = path + ".parameters." + key + "[" + i + "]";
            try {
                Map<String, Located<String>> assigned = new LinkedHashMap<>();
                ParameterRules.assignments(key, values.get(i))
                        .forEach((name, value) -> assigned.put(name, new Located<>(place, value)));
                result.add(assigned);
            } catch (IllegalArgumentException e) {
                // reported by the check of the settings
            }
        }
        return result;
    }

    /** Returns the one text for a value, or nothing if it is not one. */
    static Optional<String> canonical(String name, String value) {
        try {
            return Optional.of(ParameterRules.canonical(name, value));
        } catch (IllegalArgumentException reportedBySettingsCheck) {
            return Optional.empty();
        }
    }

    /** Returns how many combinations there are before excludes and includes. */
    double combinations() {
        double count = (double) models.size() * workloads.size() * backends.size();
        for (List<?> dimension : dimensions) {
            count *= dimension.size();
        }
        return count;
    }

    /** Returns the cells in order: the matrix less the excluded, then the included. */
    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Located<ModelChoice> model : models) {
            for (Located<ProviderChoice> workload : workloads) {
                for (Map<String, Located<String>> parameters : parameterRows()) {
                    for (Located<ProviderChoice> backend : backends) {
                        cells.add(new Cell(path, backend, model, workload, parameters));
                    }
                }
            }
        }
        cells.removeIf(cell -> group.excludes().stream().anyMatch(cell::matches));
        if (!models.isEmpty() && !workloads.isEmpty() && !backends.isEmpty()) {
            for (int i = 0; i < group.includes().size(); i++) {
                cells.add(
                        included(path + ".include[" + i + "]", group.includes().get(i)));
            }
        }
        return cells;
    }

    private List<Map<String, Located<String>>> parameterRows() {
        List<Map<String, Located<String>>> rows = List.of(defaults());
        for (List<Map<String, Located<String>>> dimension : dimensions) {
            List<Map<String, Located<String>>> longer = new ArrayList<>();
            for (Map<String, Located<String>> row : rows) {
                for (Map<String, Located<String>> assigned : dimension) {
                    Map<String, Located<String>> extended = new LinkedHashMap<>(row);
                    extended.putAll(assigned);
                    longer.add(extended);
                }
            }
            rows = longer;
        }
        return rows;
    }

    private static Map<String, Located<String>> defaults() {
        Map<String, Located<String>> row = new LinkedHashMap<>();
        ParameterRules.defaults().forEach((name, value) -> row.put(name, Located.unwritten(value)));
        return row;
    }

    private Cell included(String place, Map<String, String> entry) {
        Map<String, Located<String>> parameters = defaults();
        dimensions.stream().filter(values -> !values.isEmpty()).forEach(values -> parameters.putAll(values.get(0)));
        entry.forEach((name, value) -> {
            if (ParameterRules.isKnown(name)) {
                canonical(name, value).ifPresent(text -> parameters.put(name, new Located<>(place + "." + name, text)));
            }
        });
        return new Cell(
                place,
                chosen(
                        place + ".backend",
                        Optional.ofNullable(entry.get("backend")),
                        backends,
                        ProviderChoice::id,
                        ProviderChoice::of),
                chosen(
                        place + ".model",
                        Optional.ofNullable(entry.get("model")),
                        models,
                        ModelChoice::reference,
                        ModelChoice::of),
                chosen(
                        place + ".workload",
                        Optional.ofNullable(entry.get("workload")),
                        workloads,
                        ProviderChoice::id,
                        ProviderChoice::of),
                parameters);
    }

    /** Returns the group's first choice of that name with its options, else a bare one. */
    private static <T> Located<T> chosen(
            String place,
            Optional<String> name,
            List<Located<T>> choices,
            Function<T, String> nameOf,
            Function<String, T> bare) {
        if (name.isEmpty()) {
            return choices.get(0);
        }
        return choices.stream()
                .filter(choice -> nameOf.apply(choice.value()).equals(name.get()))
                .findFirst()
                .orElseGet(() -> new Located<>(place, bare.apply(name.get())));
    }
}
