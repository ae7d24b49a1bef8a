package io.inferbench.core.sink;

import io.inferbench.api.report.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What tells the trials of a run apart, as columns; the rest is said once, above the table.
 *
 * <p>A parameter is a column if its value differs between trials, an option if it differs between trials of one and the
 * same backend, model or workload.
 */
final class TrialColumns {

    private static final List<Owner> OWNERS = List.of(
            new Owner("backend.", Trial::backend, Trial::backendOptions),
            new Owner("model.", Trial::model, Trial::modelOptions),
            new Owner("workload.", Trial::workload, Trial::workloadOptions));

    private final Map<String, Function<Trial, String>> columns = new LinkedHashMap<>();
    private final List<String> shared = new ArrayList<>();
    private final List<Trial> trials;

    /** Whose options these are. */
    private record Owner(String prefix, Function<Trial, String> id, Function<Trial, Map<String, String>> options) {}

    TrialColumns(List<Trial> trials) {
        this.trials = trials;
        Map<String, String> same = new LinkedHashMap<>();
        columns.put("backend", Trial::backend);
        columns.put("model", trial -> TrialText.modelName(trial.model()));
        addOrShare("workload", Trial::workload, same);
        Set<String> parameters = new TreeSet<>();
        trials.forEach(trial -> parameters.addAll(trial.parameters().keySet()));
        parameters.forEach(name -> addOrShare(name, trial -> trial.parameters().getOrDefault(name, ""), same));
        if (!same.isEmpty()) {
            shared.add("All trials: " + text(same));
        }
        OWNERS.forEach(this::addOptions);
    }

    private void addOrShare(String name, Function<Trial, String> value, Map<String, String> same) {
        Set<String> values = trials.stream().map(value).collect(Collectors.toCollection(LinkedHashSet::new));
        if (values.size() > 1) {
            columns.put(TrialText.shortName(name), value);
        } else if (!values.isEmpty()) {
            same.put(name, values.iterator().next());
        }
    }

    private void addOptions(Owner owner) {
        Map<String, List<Trial>> byId =
                trials.stream().collect(Collectors.groupingBy(owner.id(), LinkedHashMap::new, Collectors.toList()));
        byId.forEach((id, own) -> {
            Map<String, String> same = new TreeMap<>();
            Set<String> names = new TreeSet<>();
            own.forEach(trial -> names.addAll(owner.options().apply(trial).keySet()));
            for (String name : names) {
                Function<Trial, String> value =
                        trial -> owner.options().apply(trial).getOrDefault(name, "");
                if (own.stream().map(value).distinct().count() > 1) {
                    columns.put(owner.prefix() + name, value);
                } else {
                    same.put(name, value.apply(own.get(0)));
                }
            }
            if (!same.isEmpty()) {
                shared.add(id + ": " + text(same));
            }
        });
    }

    private static String text(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns the headings. */
    List<String> headings() {
        return List.copyOf(columns.keySet());
    }

    /** Returns a trial's cells. */
    List<String> cells(Trial trial) {
        return columns.values().stream().map(value -> value.apply(trial)).toList();
    }

    /** Returns what is not in a column, one line per subject. */
    List<String> shared() {
        return List.copyOf(shared);
    }
}
