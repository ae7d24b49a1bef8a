package io.inferbench.report.text;

import io.inferbench.api.report.RunReport;
import io.inferbench.core.sink.RankingLine;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.text.Standing.Category;

/** A dozen lines to paste into a message. */
final class ShortSummary {

    private ShortSummary() {}

    static String of(ExecutiveSummary summary) {
        RunReport report = summary.report();
        StringBuilder text = new StringBuilder();
        text.append(report.header().runId())
                .append(": ")
                .append(TrialText.tally(report))
                .append('\n');
        if (report.status() == RunReport.Status.INTERRUPTED) {
            text.append("INTERRUPTED: trials are missing\n");
        }
        for (Category category : Category.values()) {
            text.append("best ")
                    .append(category.word())
                    .append(": ")
                    .append(SummaryWords.answer(summary, category))
                    .append('\n');
        }
        RankingLine.of(report).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
