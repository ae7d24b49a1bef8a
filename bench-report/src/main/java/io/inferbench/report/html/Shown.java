package io.inferbench.report.html;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.view.Engines;
import io.inferbench.report.view.Subject;
import java.util.List;

/**
 * A report as the chapters of a page look at it.
 *
 * @param report everything
 * @param numbers of its trials
 * @param engines the contestants
 * @param subjects what they are measured on
 */
record Shown(RunReport report, NumberedTrials numbers, Engines engines, List<Subject> subjects) {

    static Shown of(RunReport report) {
        return new Shown(report, new NumberedTrials(report), new Engines(report), Subject.of(report));
    }

    /** Returns number, engine and cell of a trial, as a chart's labels have room for: {@code #3 ort-cpu batch=8}. */
    String label(Subject subject, Completed trial) {
        return ("#" + numbers.number(trial) + " " + engines.name(trial.trial()) + " " + subject.cell(trial.trial()))
                        .strip()
                + mark(trial);
    }

    /** Returns a trial's label where several subjects stand in one chart: {@code #3 ort-cpu bert-base batch=8}. */
    String label(Completed trial) {
        Subject subject = subjects.stream()
                .filter(one -> one.trials().contains(trial))
                .findFirst()
                .orElseThrow();
        String model = subjects.size() > 1 ? TrialText.modelName(trial.trial().model()) + " " : "";
        return ("#" + numbers.number(trial) + " " + engines.name(trial.trial()) + " " + model
                                + subject.cell(trial.trial()))
                        .strip()
                + mark(trial);
    }

    /** Returns what a chart says of a trial that is not VALID. */
    static String mark(TrialResult trial) {
        String status = TrialText.status(trial);
        return status.equals("VALID") ? "" : " (" + status + ")";
    }
}
