package io.inferbench.report.html;

import io.inferbench.api.report.Failed;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.sink.TrialText;
import java.util.List;

/** What broke, with the end of its log, what could not run, and what did not load. */
final class FailureSection {

    private final Shown shown;

    FailureSection(Shown shown) {
        this.shown = shown;
    }

    void write(HtmlPage page) {
        List<TrialResult> without = shown.report().results().stream()
                .filter(result -> result instanceof Failed || result instanceof Skipped)
                .toList();
        List<String> notLoaded = shown.report().header().discoveryFailures();
        if (without.isEmpty() && notLoaded.isEmpty()) {
            return;
        }
        page.section("failures", "Failed, skipped, not loaded");
        for (TrialResult result : without) {
            page.heading("Trial " + shown.numbers().number(result) + ", " + TrialText.status(result) + ": "
                    + TrialText.line(result.trial()));
            TrialText.reasons(result).forEach(page::paragraph);
            if (result instanceof Failed failed) {
                fold(page, "Details", failed.details());
                fold(page, "The last lines of its log", failed.logTail());
            }
        }
        if (!notLoaded.isEmpty()) {
            page.heading("Not loaded");
            notLoaded.forEach(page::paragraph);
        }
    }

    private static void fold(HtmlPage page, String summary, List<String> lines) {
        if (!lines.isEmpty()) {
            page.folded(summary, "<pre tabindex=\"0\">" + HtmlText.escaped(String.join("\n", lines)) + "</pre>\n");
        }
    }
}
