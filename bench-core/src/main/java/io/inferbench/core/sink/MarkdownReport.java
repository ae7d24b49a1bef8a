package io.inferbench.core.sink;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The report as a page of Markdown; one use. */
final class MarkdownReport {

    private static final String HOW_TO_READ = """
            - **verdict**: VALID, nothing speaks against the number; SUSPECT, something disturbed it, compare with care; \
            INVALID, do not use it; FAILED, the trial broke; SKIPPED, it cannot run on this machine. The reasons stand \
            below the table.
            - **p50 ± CI**: the median of the latency and the larger side of its confidence interval. Whether two \
            results differ is what the rankings decide: those of one rank are not shown to.
            - **p90, p99**: given only with enough samples; `— (needs 662)` says how many that would be.
            - **outputs**: how the outputs compare with the reference's on the same inputs: the largest error over the \
            largest value.
            - Formulas stand in docs/metrics.md, every raw sample in the JSON report.
            """;

    private final RunReport report;
    private final NumberedTrials trials;
    private final MarkdownText page = new MarkdownText();

    MarkdownReport(RunReport report) {
        this.report = report;
        this.trials = new NumberedTrials(report);
    }

    String text() {
        writeHead();
        writeResults();
        writeReasons();
        MarkdownNumbers numbers = new MarkdownNumbers(page, trials);
        numbers.writeRankings(report.rankings());
        numbers.writeMetrics();
        new MarkdownDecode(page, trials).write();
        numbers.writeLayers();
        numbers.writeAgreement();
        numbers.writeSpeedOfLight();
        writeFailures();
        writeFacts();
        writeEnvironment();
        page.heading("Trials");
        page.table(List.of(NumberedTrials.HEADING, "id"), 2, trials.ids());
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
        List<String> headings = new ArrayList<>(List.of(NumberedTrials.HEADING));
        headings.addAll(table.headings());
        List<List<String>> rows = new ArrayList<>();
        for (TrialResult result : report.results()) {
            List<String> row = new ArrayList<>(List.of(trials.number(result)));
            row.addAll(table.rows().get(rows.size()));
            rows.add(row);
        }
        page.table(headings, table.textColumns() + 1, rows);
    }

    private void writeReasons() {
        List<String> lines = new ArrayList<>();
        for (TrialResult result : report.results()) {
            List<String> reasons = TrialText.reasons(result);
            if (!reasons.isEmpty()) {
                lines.add("Trial " + trials.number(result) + " **" + TrialText.status(result) + "** "
                        + MarkdownText.escaped(TrialText.line(result.trial())));
                reasons.forEach(reason -> lines.add(MarkdownText.NESTED + MarkdownText.escaped(reason)));
            }
        }
        page.section("What speaks against the numbers", lines);
        page.section(
                "Not loaded",
                report.header().discoveryFailures().stream()
                        .map(MarkdownText::escaped)
                        .toList());
    }

    private void writeFailures() {
        for (TrialResult result : report.results()) {
            if (result instanceof Failed failed
                    && !(failed.details().isEmpty() && failed.logTail().isEmpty())) {
                page.heading("Failure of trial " + trials.number(failed) + ": "
                        + MarkdownText.escaped(TrialText.line(failed.trial())));
                page.code(failed.details());
                page.code(failed.logTail());
            }
        }
    }

    /** What sessions, models and workloads said of themselves; what several trials say alike stands once. */
    private void writeFacts() {
        Map<List<String>, List<String>> trialsByFact = new TreeMap<>(
                Comparator.<List<String>, String>comparing(fact -> fact.get(0)).thenComparing(fact -> fact.get(1)));
        for (Completed trial : trials.completed()) {
            trial.forks().stream()
                    .findFirst()
                    .ifPresent(fork -> facts(fork)
                            .forEach((name, value) -> trialsByFact
                                    .computeIfAbsent(List.of(name, value), fact -> new ArrayList<>())
                                    .add(trials.number(trial))));
        }
        if (!trialsByFact.isEmpty()) {
            page.heading("What ran");
            List<List<String>> rows = new ArrayList<>();
            trialsByFact.forEach((fact, of) -> rows.add(List.of(fact.get(0), fact.get(1), String.join(", ", of))));
            page.table(List.of("fact", "value", "trials"), 3, rows);
        }
    }

    private static Map<String, String> facts(ForkResult fork) {
        Map<String, String> facts = new TreeMap<>(fork.facts());
        facts.put(
                "device",
                fork.devices().stream()
                        .map(device -> (device.reference() + " " + device.name()).strip())
                        .collect(Collectors.joining("+")));
        if (!fork.isolated()) {
            facts.put("process", "the caller's own, not a fork");
        }
        return facts;
    }

    private void writeEnvironment() {
        page.heading("Environment");
        List<List<String>> rows = new ArrayList<>();
        report.header()
                .environment()
                .forEach((section, values) -> values.forEach((name, value) -> rows.add(List.of(section, name, value))));
        page.table(List.of("section", "name", "value"), 3, rows);
    }
}
