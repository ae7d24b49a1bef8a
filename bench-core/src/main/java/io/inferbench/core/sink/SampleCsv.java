package io.inferbench.core.sink;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.TrialResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Raw samples as CSV: one line per row of every table of every fork. */
final class SampleCsv {

    private SampleCsv() {}

    static void write(RunReport report, OutputStream out) throws IOException {
        Set<String> columns = new LinkedHashSet<>(List.of("trial_id", "fork", "table", "row"));
        for (TrialResult result : report.results()) {
            for (ForkResult fork : forks(result)) {
                fork.tables().forEach(table -> columns.addAll(table.columns().keySet()));
            }
        }
        CsvLines lines = new CsvLines(out, new ArrayList<>(columns));
        for (TrialResult result : report.results()) {
            for (ForkResult fork : forks(result)) {
                for (SampleTable table : fork.tables()) {
                    writeRows(lines, result.trial().id(), fork.index(), table);
                }
            }
        }
        lines.flush();
    }

    private static void writeRows(CsvLines lines, String trialId, int fork, SampleTable table) throws IOException {
        Map<String, String> line = new HashMap<>();
        line.put("trial_id", trialId);
        line.put("fork", Integer.toString(fork));
        line.put("table", table.name());
        for (int row = 0; row < table.rows(); row++) {
            line.put("row", Integer.toString(row));
            for (Map.Entry<String, long[]> column : table.columns().entrySet()) {
                line.put(column.getKey(), Long.toString(column.getValue()[row]));
            }
            lines.add(line);
        }
    }

    private static List<ForkResult> forks(TrialResult result) {
        if (result instanceof Completed completed) {
            return completed.forks();
        }
        return result instanceof Failed failed ? failed.forks() : List.of();
    }
}
