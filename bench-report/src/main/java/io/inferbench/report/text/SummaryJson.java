package io.inferbench.report.text;

import io.inferbench.api.report.RunReport;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.text.Standing.Category;
import io.inferbench.report.text.Standing.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The executive summary for programs. */
final class SummaryJson {

    private static final int SCHEMA = 1;

    private SummaryJson() {}

    static void write(ExecutiveSummary summary, OutputStream out) throws IOException {
        RunReport report = summary.report();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("summary_schema", SCHEMA);
        root.put("run_id", report.header().runId());
        root.put("started_at", report.header().startedAt().toString());
        root.put("status", TrialText.word(report.status()));
        root.put("plan_sha256", report.header().planSha256());
        root.put("trials", tally(report));
        Map<String, Object> answers = new LinkedHashMap<>();
        for (Category category : Category.values()) {
            answers.put(category.word(), answer(summary, category));
        }
        root.put("best", answers);
        ReportJson.writeValue(root, out);
    }

    private static Map<String, Integer> tally(RunReport report) {
        Map<String, Integer> tally = new LinkedHashMap<>();
        report.results().forEach(result -> tally.merge(TrialText.status(result), 1, Integer::sum));
        return tally;
    }

    private static Map<String, Object> answer(ExecutiveSummary summary, Category category) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("answer", SummaryWords.answer(summary, category));
        answer.put("how", category.formula());
        answer.put("wins", summary.wins(category));
        List<Object> standings = new ArrayList<>();
        summary.of(category).forEach(standing -> standings.add(standing(standing)));
        answer.put("comparisons", standings);
        return answer;
    }

    private static Map<String, Object> standing(Standing standing) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("subject", standing.subject());
        values.put("metric", standing.metric().key());
        standing.winner().ifPresent(winner -> values.put("best", winner.engine()));
        values.put("difference_shown", standing.winner().isPresent());
        List<Object> places = new ArrayList<>();
        standing.places().forEach(place -> places.add(place(place)));
        values.put("engines", places);
        return values;
    }

    private static Map<String, Object> place(Place place) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rank", place.rank());
        values.put("engine", place.engine());
        values.put("trial_id", place.trialId());
        values.put("value", place.value());
        place.interval().ifPresent(interval -> {
            values.put("interval_low", interval.low());
            values.put("interval_high", interval.high());
            values.put("confidence", interval.confidence());
        });
        values.put("forks", place.forks());
        values.put("samples", place.samples());
        return values;
    }
}
