package io.inferbench.core.serve;

import io.inferbench.api.report.SampleTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a load came to.
 *
 * @param records of every request, in the order of starting
 * @param windows of every stage
 * @param measured index of the stage that counts
 * @param facts for the measurement's phase
 */
public record ServedResult(
        List<RequestRecord> records, List<LoadWindow> windows, int measured, Map<String, String> facts) {

    static ServedResult of(
            LoadTask task,
            List<StageRun> runs,
            List<RequestRecord> records,
            Set<Integer> followers,
            long originNanos,
            Map<String, String> searchFacts) {
        List<LoadWindow> windows = new ArrayList<>();
        for (int stage = 0; stage < runs.size(); stage++) {
            windows.add(window(stage, runs.get(stage), records, originNanos));
        }
        int measured = runs.size() - 1;
        Map<String, String> facts = new TreeMap<>(searchFacts);
        facts.putAll(new LoadFacts(task, runs.get(measured), windows.get(measured), records, followers).all());
        return new ServedResult(records, windows, measured, facts);
    }

    /**
     * The window of a schedule is the schedule's. That of a number of requests at a time ends with the last start, while
     * all places are taken; if that leaves less than two turns of all places it ends with the last answer.
     */
    private static LoadWindow window(int stage, StageRun run, List<RequestRecord> records, long originNanos) {
        long start = run.startNanos() - originNanos;
        long end = run.endNanos() - originNanos;
        if (!LoadFacts.isFull(run)) {
            end = records.stream()
                    .filter(record -> record.stage() == stage)
                    .mapToLong(RequestRecord::endNanos)
                    .max()
                    .orElse(end);
        }
        return new LoadWindow(
                stage,
                run.stage().kind(),
                start,
                Math.max(end, start + 1),
                Math.max(run.started(), run.stage().plannedStarts()),
                run.stage().schedule().isPresent());
    }

    /** Returns the tables of the report. */
    public List<SampleTable> tables() {
        List<SampleTable> tables = new ArrayList<>(RequestTables.of(records));
        tables.add(LoadWindow.table(windows));
        return tables;
    }

    /** Returns the figures of the measurement. */
    public ServedFigures figures() {
        return new ServedFigures(records, windows.get(measured));
    }
}
