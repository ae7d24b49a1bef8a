package io.inferbench.core.sink;

import io.inferbench.api.metric.Unit;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.RunReport.Ranking;
import io.inferbench.api.report.SpeedOfLight;
import io.inferbench.api.report.TrialResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The report as a page of Markdown; one use. */
final class MarkdownReport {

    private static final String HOW_TO_READ = """
            - **verdict**: VALID, nothing speaks against the number; SUSPECT, something disturbed it, compare with care; \
            INVALID, do not use it; FAILED, the trial broke; SKIPPED, it cannot run on this machine. The reasons stand \
            below the table.
            - **p50 ± CI**: the median of the latency and the larger side of its confidence interval. Two results whose \
            intervals overlap are not shown to differ.
            - **p90, p99**: given only with enough samples; `— (needs 662)` says how many that would be.
            - **outputs**: how the outputs compare with the reference's on the same inputs: the largest error over the \
            largest value.
            - Formulas stand in docs/metrics.md, every raw sample in the JSON report.
            """;

    private final RunReport report;
    private final MarkdownText page = new MarkdownText();

    MarkdownReport(RunReport report) {
        this.report = report;
    }

    String text() {
        writeHead();
        writeResults();
        writeReasons();
        writeRankings();
        writeMetrics();
        writeAgreement();
        writeSpeedOfLight();
        writeFailures();
        writeMachine();
        page.heading("How to read this");
        page.raw(HOW_TO_READ);
        return page.toString();
    }

    private void writeHead() {
        RunHeader header = report.header();
        Object name = header.plan().get("name");
        page.title("Inferbench: " + (name == null ? header.runId() : name));
        page.paragraph("**" + TrialText.tally(report) + "**"
                + (report.status() == RunReport.Status.INTERRUPTED
                        ? ". INTERRUPTED: " + report.results().size() + " of "
                                + header.trials().size() + " trials done."
                        : ""));
        page.paragraph("Run " + header.runId() + ", started " + header.startedAt() + ", took "
                + Figures.span(Duration.between(header.startedAt(), report.finishedAt())) + ", seed " + header.seed()
                + ", plan " + header.planSha256() + ", Inferbench " + header.inferbenchVersion() + ".");
    }

    private void writeResults() {
        ResultTable table = ResultTable.of(report);
        page.heading("Results");
        for (String line : table.shared()) {
            page.paragraph(MarkdownText.escaped(line) + ".");
        }
        page.table(table.headings(), table.textColumns(), table.rows());
    }

    private void writeReasons() {
        List<String> lines = new ArrayList<>();
        for (TrialResult result : report.results()) {
            for (String reason : TrialText.reasons(result)) {
                lines.add("**" + TrialText.status(result) + "** "
                        + MarkdownText.escaped(result.trial().id()) + ": " + MarkdownText.escaped(reason));
            }
        }
        page.section("What speaks against the numbers", lines);
        page.section(
                "Not loaded",
                report.header().discoveryFailures().stream()
                        .map(MarkdownText::escaped)
                        .toList());
    }

    private void writeRankings() {
        for (Ranking ranking : report.rankings()) {
            page.heading("Ranking by " + ranking.metric() + ": " + MarkdownText.escaped(ranking.group()));
            page.table(
                    List.of("rank", "trial", "value", "of the best"),
                    2,
                    ranking.entries().stream()
                            .map(entry -> List.of(
                                    Integer.toString(entry.rank()),
                                    entry.trialId(),
                                    value(ranking, entry),
                                    entry.ratioToBest().isPresent()
                                            ? String.format(
                                                    Locale.ROOT,
                                                    "%.2f×",
                                                    entry.ratioToBest().getAsDouble())
                                            : ""))
                            .toList());
        }
    }

    private String value(Ranking ranking, RunReport.Entry entry) {
        return report.results().stream()
                .filter(result -> result.trial().id().equals(entry.trialId()))
                .filter(Completed.class::isInstance)
                .flatMap(result -> ((Completed) result).summaries().stream())
                .map(MetricSummary::metric)
                .filter(metric -> metric.key().equals(ranking.metric()))
                .findFirst()
                .map(metric -> Figures.of(entry.value(), metric.unit()))
                .orElseGet(() -> Figures.plain(entry.value()));
    }

    private void writeMetrics() {
        TreeSet<Double> percents = new TreeSet<>();
        completed()
                .forEach(trial -> trial.summaries()
                        .forEach(summary ->
                                summary.percentiles().forEach(percentile -> percents.add(percentile.percent()))));
        List<String> headings = new ArrayList<>(List.of("trial", "metric", "value ± CI", "samples", "mean", "min"));
        percents.forEach(percent -> headings.add("p" + CsvLines.number(percent)));
        headings.add("max");
        List<List<String>> rows = new ArrayList<>();
        for (Completed trial : completed()) {
            for (MetricSummary summary : trial.summaries()) {
                rows.add(metricRow(trial, summary, percents));
            }
        }
        if (!rows.isEmpty()) {
            page.heading("All metrics");
            page.table(headings, 2, rows);
        }
    }

    private static List<String> metricRow(Completed trial, MetricSummary summary, SortedSet<Double> percents) {
        Unit unit = summary.metric().unit();
        List<String> row = new ArrayList<>();
        row.add(trial.trial().id());
        row.add(summary.metric().name());
        row.add(Figures.withInterval(summary));
        row.add(Long.toString(summary.count()));
        row.add(Figures.of(summary.mean(), unit));
        row.add(Figures.of(summary.min(), unit));
        percents.forEach(percent -> row.add(Figures.percentile(summary, percent)));
        row.add(Figures.of(summary.max(), unit));
        return row;
    }

    private void writeAgreement() {
        List<List<String>> rows = new ArrayList<>();
        for (Completed trial : completed()) {
            for (Agreement.OutputError error : trial.agreement().errors()) {
                rows.add(List.of(
                        trial.trial().id(),
                        trial.agreement().reference(),
                        error.output(),
                        Figures.error(error.maxAbsoluteError()),
                        Figures.error(error.maxRelativeError()),
                        Figures.error(error.rootMeanSquareError()),
                        Figures.error(error.tolerance()),
                        Long.toString(error.elements())));
            }
        }
        if (!rows.isEmpty()) {
            page.heading("Agreement of outputs");
            page.table(
                    List.of("trial", "reference", "output", "max error", "over scale", "RMS", "tolerance", "values"),
                    3,
                    rows);
        }
    }

    private void writeSpeedOfLight() {
        List<List<String>> rows = new ArrayList<>();
        for (Completed trial : completed()) {
            trial.speedOfLight().ifPresent(speed -> rows.add(speedRow(trial, speed)));
        }
        if (!rows.isEmpty()) {
            page.heading("Distance from the hardware's limit");
            page.table(
                    List.of("trial", "ceilings", "GFLOP", "MB", "GFLOP/s", "GB/s", "of compute", "of bandwidth"),
                    2,
                    rows);
        }
    }

    private static List<String> speedRow(Completed trial, SpeedOfLight speed) {
        return List.of(
                trial.trial().id(),
                speed.ceilingSource().isEmpty() ? "unknown" : speed.ceilingSource(),
                Figures.plain(speed.floatingPointOperations() / 1e9),
                Figures.plain(speed.bytes() / 1e6),
                Figures.plain(speed.achievedFlopsPerSecond() / 1e9),
                Figures.plain(speed.achievedBytesPerSecond() / 1e9),
                Figures.fraction(speed.computeFraction()),
                Figures.fraction(speed.bandwidthFraction()));
    }

    private void writeFailures() {
        for (TrialResult result : report.results()) {
            if (result instanceof Failed failed
                    && !(failed.details().isEmpty() && failed.logTail().isEmpty())) {
                page.heading("Failure of " + MarkdownText.escaped(failed.trial().id()));
                page.code(failed.details());
                page.code(failed.logTail());
            }
        }
    }

    private void writeMachine() {
        List<List<String>> ran = new ArrayList<>();
        for (Completed trial : completed()) {
            trial.forks().stream().findFirst().ifPresent(fork -> ran.addAll(forkRows(trial, fork)));
        }
        if (!ran.isEmpty()) {
            page.heading("What ran");
            page.table(List.of("trial", "fact", "value"), 3, ran);
        }
        page.heading("Environment");
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> section :
                report.header().environment().entrySet()) {
            section.getValue().forEach((name, value) -> rows.add(List.of(section.getKey(), name, value)));
        }
        page.table(List.of("section", "name", "value"), 3, rows);
    }

    private static List<List<String>> forkRows(Completed trial, ForkResult fork) {
        List<List<String>> rows = new ArrayList<>();
        String id = trial.trial().id();
        fork.devices()
                .forEach(device -> rows.add(List.of(id, "device", (device.reference() + " " + device.name()).strip())));
        if (!fork.isolated()) {
            rows.add(List.of(id, "process", "the caller's own, not a fork"));
        }
        fork.facts().forEach((name, value) -> rows.add(List.of(id, name, value)));
        return rows;
    }

    private List<Completed> completed() {
        return report.results().stream()
                .filter(Completed.class::isInstance)
                .map(Completed.class::cast)
                .toList();
    }
}
