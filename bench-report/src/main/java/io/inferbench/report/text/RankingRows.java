package io.inferbench.report.text;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.RunReport.Entry;
import io.inferbench.api.report.RunReport.Ranking;
import io.inferbench.core.sink.CsvLines;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.report.view.Engines;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code performance_rankings.csv}: one line per place of every ranking. */
final class RankingRows {

    private static final List<String> COLUMNS = List.of(
            "run_id",
            "group",
            "metric",
            "rank",
            "difference_shown",
            "engine",
            "value",
            "interval_low",
            "interval_high",
            "confidence",
            "ratio_to_best",
            "verdict",
            "trial_id");

    private RankingRows() {}

    static void write(RunReport report, OutputStream out) throws IOException {
        NumberedTrials trials = new NumberedTrials(report);
        Engines engines = new Engines(report);
        CsvLines lines = new CsvLines(out, COLUMNS);
        for (Ranking ranking : report.rankings()) {
            for (Entry entry : ranking.entries()) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("run_id", report.header().runId());
                row.put("group", ranking.group());
                row.put("metric", ranking.metric());
                row.put("rank", Integer.toString(entry.rank()));
                row.put("difference_shown", Boolean.toString(isAlone(ranking, entry)));
                row.put("value", CsvLines.number(entry.value()));
                entry.ratioToBest().ifPresent(ratio -> row.put("ratio_to_best", CsvLines.number(ratio)));
                row.put("trial_id", entry.trialId());
                trials.trial(entry.trialId()).ifPresent(trial -> row.put("engine", engines.name(trial)));
                trials.completed(entry.trialId()).ifPresent(trial -> addTrial(row, trial, ranking.metric()));
                lines.add(row);
            }
        }
        lines.flush();
    }

    /** Those of one rank are not shown to differ. */
    private static boolean isAlone(Ranking ranking, Entry entry) {
        return ranking.entries().stream()
                        .filter(other -> other.rank() == entry.rank())
                        .count()
                == 1;
    }

    private static void addTrial(Map<String, String> row, Completed trial, String metric) {
        row.put("verdict", trial.verdict().status().name());
        trial.summaries().stream()
                .filter(summary -> summary.metric().key().equals(metric))
                .findFirst()
                .flatMap(summary -> summary.interval())
                .ifPresent(interval -> ResultRows.addInterval(row, interval));
    }
}
