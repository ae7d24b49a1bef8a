package io.inferbench.report.view;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Parameters;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.sink.TrialText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What engines are measured on: one model under one workload, at every combination of parameters.
 *
 * @param title model, workload and what all trials have in common
 * @param trials those that came to their end, in the report's order
 * @param varying names of the parameters in which trials differ
 */
public record Subject(String title, List<Completed> trials, List<String> varying) {

    private static final List<String> ALONG = List.of(Parameters.CONCURRENCY, Parameters.RATE, Parameters.BATCH);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    /** Copies the lists. */
    public Subject {
        trials = List.copyOf(trials);
        varying = List.copyOf(varying);
    }

    /** Returns the subjects of a report that have at least one trial with numbers. */
    public static List<Subject> of(RunReport report) {
        Map<String, List<Completed>> groups = new LinkedHashMap<>();
        for (TrialResult result : report.results()) {
            if (result instanceof Completed completed) {
                groups.computeIfAbsent(key(completed.trial()), key -> new ArrayList<>())
                        .add(completed);
            }
        }
        Map<String, Long> plainTitles = groups.values().stream()
                .map(trials -> plainTitle(trials.get(0).trial()))
                .collect(Collectors.groupingBy(title -> title, Collectors.counting()));
        return groups.values().stream()
                .map(trials -> subject(
                        trials,
                        plainTitles.getOrDefault(plainTitle(trials.get(0).trial()), 0L) > 1))
                .toList();
    }

    private static String key(Trial trial) {
        return trial.model() + trial.modelOptions() + "/" + trial.workload() + trial.workloadOptions();
    }

    private static String plainTitle(Trial trial) {
        return TrialText.modelName(trial.model()) + " · " + trial.workload();
    }

    private static Subject subject(List<Completed> trials, boolean sayOptions) {
        Trial first = trials.get(0).trial();
        Set<String> names = new TreeSet<>();
        trials.forEach(trial -> names.addAll(trial.trial().parameters().keySet()));
        names.removeIf(Engines::isEngineParameter);
        List<String> varying = names.stream()
                .filter(name -> trials.stream()
                                .map(trial -> trial.trial().parameters().getOrDefault(name, ""))
                                .distinct()
                                .count()
                        > 1)
                .toList();
        StringBuilder title = new StringBuilder(plainTitle(first));
        if (sayOptions) {
            first.modelOptions().forEach((name, value) -> title.append(' ').append(name + "=" + value));
            first.workloadOptions().forEach((name, value) -> title.append(' ').append(name + "=" + value));
        }
        names.stream()
                .filter(name -> !varying.contains(name))
                .forEach(name -> title.append(" · ")
                        .append(TrialText.shortName(name) + "="
                                + first.parameters().getOrDefault(name, "")));
        return new Subject(title.toString(), trials, varying);
    }

    /** Returns the trials whose numbers may be used: those that are not INVALID. */
    public List<Completed> usable() {
        return trials.stream()
                .filter(trial -> trial.verdict().status() != Verdict.Status.INVALID)
                .toList();
    }

    /** Returns the parameters that tell a trial from others of the subject: {@code batch=8 seq=128}; may be empty. */
    public String cell(Trial trial) {
        return text(trial, varying);
    }

    /** Returns the same without one parameter. */
    public String cellWithout(Trial trial, String parameter) {
        return text(
                trial, varying.stream().filter(name -> !name.equals(parameter)).toList());
    }

    private static String text(Trial trial, List<String> names) {
        return names.stream()
                .filter(name -> trial.parameters().containsKey(name))
                .map(name ->
                        TrialText.shortName(name) + "=" + trial.parameters().get(name))
                .collect(Collectors.joining(" "));
    }

    /** Returns the distinct cells of some trials, in order. */
    public List<String> cells(List<Completed> of) {
        Set<String> cells = new LinkedHashSet<>();
        of.forEach(trial -> cells.add(cell(trial.trial())));
        return List.copyOf(cells);
    }

    /** Returns the varying parameters with two numbers or more: what a curve can be drawn over. */
    public List<String> sweeps() {
        return varying.stream()
                .filter(name -> trials.stream()
                                .map(trial -> number(trial, name))
                                .filter(OptionalDouble::isPresent)
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }

    /** Returns the swept parameter that curves of one engine go along: a load if there is one, else the batch; or none. */
    public List<String> along() {
        return sweeps().stream()
                .sorted(Comparator.comparingInt(name -> ALONG.contains(name) ? ALONG.indexOf(name) : ALONG.size()))
                .limit(1)
                .toList();
    }

    /** Returns the value of a parameter; empty if the trial has none or it is no number. */
    public static OptionalDouble number(Completed trial, String parameter) {
        return trial.trial()
                .parameter(parameter)
                .filter(value -> NUMBER.matcher(value).matches())
                .map(value -> OptionalDouble.of(Double.parseDouble(value)))
                .orElseGet(OptionalDouble::empty);
    }
}
