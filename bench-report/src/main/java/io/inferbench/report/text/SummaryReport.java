package io.inferbench.report.text;

import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.sink.Figures;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.text.Standing.Category;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The report as plain text: the executive summary, its evidence, what speaks against it, where it was measured. */
final class SummaryReport {

    private static final String INDENT = "  ";
    private static final int WORD_WIDTH = 12;

    private final RunReport report;
    private final ExecutiveSummary summary;
    private final StringBuilder text = new StringBuilder();

    SummaryReport(RunReport report) {
        this.report = report;
        this.summary = new ExecutiveSummary(report);
    }

    String text() {
        writeHead();
        writeAnswers();
        for (Category category : Category.values()) {
            writeEvidence(category);
        }
        writeDoubts();
        writeEnvironment();
        writeReading();
        return text.toString();
    }

    private void writeHead() {
        RunHeader header = report.header();
        line("INFERBENCH BENCHMARK REPORT");
        line("");
        line("Run      " + header.runId());
        line("Started  " + header.startedAt() + ", took "
                + Figures.span(Duration.between(header.startedAt(), report.finishedAt())));
        line("Version  " + header.inferbenchVersion() + ", seed " + header.seed() + ", plan " + header.planSha256());
        line("Trials   " + TrialText.tally(report));
        forks().ifPresent(order -> line("Forks    " + order));
        if (report.status() == RunReport.Status.INTERRUPTED) {
            line("INTERRUPTED: " + report.results().size() + " of "
                    + header.trials().size() + " trials are here");
        }
    }

    /** Returns how the forks of the trials followed each other, where the plan tells. */
    private Optional<String> forks() {
        if (!(report.header().plan().get("execution") instanceof Map<?, ?> execution)
                || !(execution.get("forks") instanceof Number count)) {
            return Optional.empty();
        }
        String order = "interleaved".equals(execution.get("order"))
                ? "by turns (A B, B A, …), so that a drift hits all trials alike"
                : "one trial after the other";
        return Optional.of(count + " of each trial, " + order);
    }

    private void writeAnswers() {
        heading("Executive summary");
        for (Category category : Category.values()) {
            String word = category.word();
            line("Best " + word + " ".repeat(WORD_WIDTH - word.length()) + SummaryWords.answer(summary, category));
        }
        SummaryWords.restingOnOneFork(summary).ifPresent(text -> {
            line("");
            line(text);
        });
        line("");
        line("INVALID, FAILED and SKIPPED trials are in no comparison; SUSPECT ones are, see below.");
    }

    private void writeEvidence(Category category) {
        List<Standing> standings = summary.of(category);
        if (standings.isEmpty()) {
            return;
        }
        heading(category.word().substring(0, 1).toUpperCase(Locale.ROOT)
                + category.word().substring(1));
        line("How: " + category.formula() + ".");
        for (Standing standing : standings) {
            line("");
            line(standing.subject() + ", " + standing.metric().name());
            line(INDENT + SummaryWords.line(standing));
            line(INDENT + "from " + SummaryWords.evidence(standing));
        }
    }

    private void writeDoubts() {
        List<TrialResult> doubtful = report.results().stream()
                .filter(result -> result.verdict().status() != Verdict.Status.VALID)
                .toList();
        if (doubtful.isEmpty()) {
            return;
        }
        heading("What speaks against it");
        for (TrialResult result : doubtful) {
            line(TrialText.status(result) + INDENT + TrialText.line(result.trial()));
            TrialText.reasons(result).forEach(reason -> line(INDENT + reason));
        }
    }

    private void writeEnvironment() {
        heading("Environment");
        Map<String, Map<String, String>> sections =
                new TreeMap<>(report.header().environment());
        if (sections.isEmpty()) {
            line("not told");
        }
        sections.forEach((section, facts) -> {
            line(section);
            facts.forEach((name, value) -> line(INDENT + name + ": " + value));
        });
    }

    private void writeReading() {
        heading("How to read this");
        line(
                "(a to b) is the interval of the value at the confidence of the plan. \"No difference shown\" means that the");
        line(
                "samples do not separate these engines; it does not say that they are equal: 'compare' does, within a margin.");
        line("Formulas: docs/metrics.md. Every sample: report.json.");
    }

    private void heading(String heading) {
        line("");
        line(heading);
        line("-".repeat(heading.length()));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
