package io.inferbench.core.merge;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A result whose trial says by further parameters which run it comes from.
 *
 * @param result the result
 */
record MarkedResult(TrialResult result) {

    String id() {
        return result.trial().id();
    }

    /** Returns the result with these parameters added to its trial, and to the trial's name. */
    MarkedResult with(Map<String, String> marks) {
        if (marks.isEmpty()) {
            return this;
        }
        Trial trial = marked(result.trial(), marks);
        if (result instanceof Completed completed) {
            return new MarkedResult(new Completed(
                    trial,
                    completed.verdict(),
                    completed.summaries(),
                    completed.agreement(),
                    completed.speedOfLight(),
                    completed.forks()));
        }
        if (result instanceof Failed failed) {
            return new MarkedResult(new Failed(
                    trial, failed.stage(), failed.cause(), failed.details(), failed.logTail(), failed.forks()));
        }
        Skipped skipped = (Skipped) result;
        return new MarkedResult(new Skipped(trial, skipped.reason(), skipped.remedy()));
    }

    private static Trial marked(Trial trial, Map<String, String> marks) {
        Map<String, String> parameters = new LinkedHashMap<>(trial.parameters());
        parameters.putAll(marks);
        StringBuilder id = new StringBuilder(trial.id());
        marks.forEach((name, value) -> id.append(',').append(name).append('=').append(value));
        return new Trial(
                id.toString(),
                trial.backend(),
                trial.model(),
                trial.workload(),
                parameters,
                trial.backendOptions(),
                trial.modelOptions(),
                trial.workloadOptions());
    }
}
