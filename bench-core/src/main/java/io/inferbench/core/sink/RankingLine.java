package io.inferbench.core.sink;

import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.RunReport.Entry;
import io.inferbench.api.report.RunReport.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A ranking in one line: {@code bert-base batch=1: 1. ort-cpu, 2. ort-djl (1.16×)}. */
public final class RankingLine {

    private RankingLine() {}

    /** Returns one line per group that has something to compare, by its first ranking. */
    public static List<String> of(RunReport report) {
        NumberedTrials trials = new NumberedTrials(report);
        Map<String, Ranking> first = new TreeMap<>();
        report.rankings().forEach(ranking -> first.putIfAbsent(ranking.group(), ranking));
        List<String> lines = new ArrayList<>();
        for (Ranking ranking : report.rankings()) {
            boolean isFirst = ranking.equals(first.get(ranking.group()));
            if (isFirst && ranking.entries().size() > 1) {
                lines.add(line(ranking, trials));
            }
        }
        return lines;
    }

    private static String line(Ranking ranking, NumberedTrials trials) {
        Map<Integer, List<Entry>> byRank = ranking.entries().stream()
                .collect(Collectors.groupingBy(Entry::rank, TreeMap::new, Collectors.toList()));
        String subject = trials.trial(ranking.entries().get(0).trialId())
                .map(TrialText::subject)
                .orElse(ranking.group());
        return subject + ", by " + ranking.metric() + ": "
                + byRank.entrySet().stream()
                        .map(rank -> rank.getKey() + ". " + place(rank.getValue(), trials))
                        .collect(Collectors.joining("; "));
    }

    private static String place(List<Entry> entries, NumberedTrials trials) {
        String names = entries.stream()
                .map(entry -> name(entry, trials) + ratio(entry))
                .collect(Collectors.joining(", "));
        return entries.size() > 1 ? names + ": no difference shown" : names;
    }

    /** Backend and options: one backend may stand in a ranking with several. */
    private static String name(Entry entry, NumberedTrials trials) {
        return trials.trial(entry.trialId())
                .map(trial ->
                        trial.backendOptions().isEmpty() ? trial.backend() : trial.backend() + trial.backendOptions())
                .orElse(entry.trialId());
    }

    private static String ratio(Entry entry) {
        double ratio = entry.ratioToBest().orElse(1);
        return ratio == 1 ? "" : String.format(Locale.ROOT, " (%.2f×)", ratio);
    }
}
