package io.inferbench.report.view;

import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The contestants of a run: backends, and where one backend stands in it with several options, each setting by itself.
 *
 * <p>Their order is that of the report, and so is the colour a chart gives them.
 */
public final class Engines {

    private static final String SWEPT_OPTION = "backend.";

    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<String> order;

    /** Takes every trial of a report, whatever became of it. */
    public Engines(RunReport report) {
        List<Trial> trials = report.results().stream().map(TrialResult::trial).toList();
        Map<String, List<Trial>> byBackend =
                trials.stream().collect(Collectors.groupingBy(Trial::backend, LinkedHashMap::new, Collectors.toList()));
        Map<String, Set<String>> told = new LinkedHashMap<>();
        byBackend.forEach((backend, own) -> told.put(backend, differing(own)));
        trials.forEach(trial -> names.put(trial.id(), name(trial, told.getOrDefault(trial.backend(), Set.of()))));
        this.order = new ArrayList<>(names.values().stream().distinct().toList());
    }

    private static Set<String> differing(List<Trial> trials) {
        Set<String> options = new TreeSet<>();
        trials.forEach(trial -> options.addAll(settings(trial).keySet()));
        options.removeIf(option -> trials.stream()
                        .map(trial -> settings(trial).getOrDefault(option, ""))
                        .distinct()
                        .count()
                == 1);
        return options;
    }

    private static Map<String, String> settings(Trial trial) {
        Map<String, String> settings = new TreeMap<>(trial.backendOptions());
        trial.parameters().forEach((name, value) -> {
            if (isEngineParameter(name)) {
                settings.put(name.substring(SWEPT_OPTION.length()), value);
            }
        });
        return settings;
    }

    private static String name(Trial trial, Set<String> told) {
        Map<String, String> settings = settings(trial);
        return trial.backend()
                + told.stream()
                        .filter(settings::containsKey)
                        .map(option -> " " + option + "=" + settings.get(option))
                        .collect(Collectors.joining());
    }

    /** Returns whether a swept parameter is an option of the backend, and so part of the engine's name. */
    static boolean isEngineParameter(String parameter) {
        return parameter.startsWith(SWEPT_OPTION);
    }

    /** Returns the name of the engine that a trial of the report ran, for instance {@code ort-cuda cuda.graph=true}. */
    public String name(Trial trial) {
        return names.getOrDefault(trial.id(), trial.backend());
    }

    /** Returns the engine's place in the report, from 0. */
    public int index(Trial trial) {
        return Math.max(0, order.indexOf(name(trial)));
    }

    /** Returns every name, in the report's order. */
    public List<String> names() {
        return List.copyOf(order);
    }
}
