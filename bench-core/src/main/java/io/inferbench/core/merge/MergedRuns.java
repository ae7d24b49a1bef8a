package io.inferbench.core.merge;

import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.compare.EnvironmentDifference;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.stats.TwoLevelBootstrap;
import io.inferbench.core.summary.ForkOrder;
import io.inferbench.core.summary.Rankings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts runs together without comparing what must not be compared.
 *
 * <p>Trials are ranked with each other only if model, workload and every parameter agree. So if the runs come from several
 * machines, each trial gets the parameter {@code machine} (A, B, …); if their seeds differ, {@code seed}; and if a cell was
 * measured more than once there, all but the newest get {@code run}, the run's id. Rankings are made anew.
 */
public final class MergedRuns {

    private static final String MACHINE = "machine";
    private static final String SEED = "seed";
    private static final String RUN = "run";

    private MergedRuns() {}

    /**
     * Returns one report of all results.
     *
     * @param given at least one; a run given twice counts once, and a single one is returned as it is
     */
    public static RunReport of(List<RunReport> given) {
        Map<String, RunReport> byId = new LinkedHashMap<>();
        given.forEach(run -> byId.putIfAbsent(run.header().runId(), run));
        List<RunReport> runs = List.copyOf(byId.values());
        if (runs.size() == 1) {
            return runs.get(0);
        }
        List<RunReport> newestFirst = runs.stream()
                .sorted(Comparator.comparing((RunReport run) -> run.header().startedAt())
                        .reversed())
                .toList();
        List<RunReport> machines = machines(newestFirst);
        boolean seedsDiffer =
                runs.stream().map(run -> run.header().seed()).distinct().count() > 1;
        List<TrialResult> results = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (RunReport run : newestFirst) {
            Map<String, String> marks = new LinkedHashMap<>();
            if (machines.size() > 1) {
                marks.put(MACHINE, name(machines, run));
            }
            if (seedsDiffer) {
                marks.put(SEED, Long.toString(run.header().seed()));
            }
            for (TrialResult result : run.results()) {
                MarkedResult marked = new MarkedResult(result).with(marks);
                while (!taken.add(marked.id())) {
                    marked = marked.with(Map.of(RUN, run.header().runId()));
                }
                results.add(marked.result());
            }
        }
        return report(newestFirst, results, machines);
    }

    /**
     * Returns the report of some backends only, ranked anew.
     *
     * @param backends their ids
     */
    public static RunReport only(RunReport report, Set<String> backends) {
        List<TrialResult> results = report.results().stream()
                .filter(result -> backends.contains(result.trial().backend()))
                .toList();
        return new RunReport(
                report.schema(),
                report.header(),
                report.finishedAt(),
                report.status(),
                results,
                rankings(report.header(), ForkOrder.of(report.header()), results));
    }

    private static RunReport report(List<RunReport> newestFirst, List<TrialResult> results, List<RunReport> machines) {
        RunReport newest = newestFirst.get(0);
        RunReport oldest = newestFirst.get(newestFirst.size() - 1);
        RunHeader header = new RunHeader(
                "merged-" + newestFirst.size() + "-runs-to-" + newest.header().runId(),
                newestFirst.stream()
                        .map(run -> run.header().inferbenchVersion())
                        .distinct()
                        .collect(Collectors.joining(", ")),
                oldest.header().startedAt(),
                plan(newestFirst),
                "",
                newest.header().seed(),
                environment(newestFirst, machines),
                newestFirst.stream()
                        .flatMap(run -> run.header().discoveryFailures().stream())
                        .distinct()
                        .toList(),
                results.stream().map(TrialResult::trial).toList());
        boolean whole = newestFirst.stream().allMatch(run -> run.status() == RunReport.Status.FINISHED);
        return new RunReport(
                ReportJson.SCHEMA,
                header,
                newestFirst.stream()
                        .map(RunReport::finishedAt)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                whole ? RunReport.Status.FINISHED : RunReport.Status.INTERRUPTED,
                results,
                rankings(newest.header(), ForkOrder.APART, results));
    }

    /** Returns the newest run of each machine. */
    private static List<RunReport> machines(List<RunReport> newestFirst) {
        List<RunReport> machines = new ArrayList<>();
        for (RunReport run : newestFirst) {
            if (machines.stream().noneMatch(other -> isSameMachine(other, run))) {
                machines.add(run);
            }
        }
        return machines;
    }

    private static boolean isSameMachine(RunReport one, RunReport other) {
        return EnvironmentDifference.between(one, other).stream().noneMatch(EnvironmentDifference::ofMachine);
    }

    private static String name(List<RunReport> machines, RunReport run) {
        int place = 0;
        while (!isSameMachine(machines.get(place), run)) {
            place++;
        }
        return place < 26 ? String.valueOf((char) ('A' + place)) : Integer.toString(place + 1);
    }

    private static Map<String, Object> plan(List<RunReport> newestFirst) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("name", "merged");
        Map<String, Object> runs = new LinkedHashMap<>();
        newestFirst.forEach(run -> runs.put(run.header().runId(), run.header().plan()));
        plan.put("runs", runs);
        return plan;
    }

    /** The newest run's in full; of the others what differs from it. */
    private static Map<String, Map<String, String>> environment(List<RunReport> newestFirst, List<RunReport> machines) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> list = new LinkedHashMap<>();
        for (RunReport run : newestFirst) {
            list.put(
                    run.header().runId(),
                    "started " + run.header().startedAt()
                            + (machines.size() > 1 ? ", machine " + name(machines, run) : ""));
        }
        sections.put("runs", list);
        RunReport newest = newestFirst.get(0);
        sections.putAll(newest.header().environment());
        for (RunReport run : newestFirst.subList(1, newestFirst.size())) {
            Map<String, String> differences = new LinkedHashMap<>();
            EnvironmentDifference.between(newest, run)
                    .forEach(difference -> differences.put(difference.name(), difference.candidate()));
            if (!differences.isEmpty()) {
                sections.put("in " + run.header().runId() + " otherwise", differences);
            }
        }
        return sections;
    }

    private static List<RunReport.Ranking> rankings(RunHeader header, ForkOrder order, List<TrialResult> results) {
        return new Rankings(header.seed(), confidence(header), order).of(results);
    }

    private static double confidence(RunHeader header) {
        return header.plan().get("measurement") instanceof Map<?, ?> measurement
                        && measurement.get("confidence") instanceof Number confidence
                ? confidence.doubleValue()
                : TwoLevelBootstrap.DEFAULT_CONFIDENCE;
    }
}
