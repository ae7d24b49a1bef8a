package io.inferbench.report.html;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.RunHeader;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.sink.CsvLines;
import io.inferbench.core.sink.NumberedTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;

/** Everything measured, what ran, where it ran, by which plan, and how to read it. */
final class RunSection {

    private static final String HOW_TO_READ = """
            <dl>
            <dt>VALID, SUSPECT, INVALID</dt><dd>Nothing speaks against the number; something disturbed it, compare with care; \
            do not use it. FAILED: the trial broke. SKIPPED: it cannot run on this machine.</dd>
            <dt>Headline</dt><dd>Each fork (process) gives one figure, of samples the median, of a throughput the rate over the \
            whole measurement; the headline is the mean of the forks'.</dd>
            <dt>Interval, ±</dt><dd>The wider of two spreads: a block bootstrap within a fork, Student's t between forks. It is \
            about repeating this trial on this machine on this day. ± is its larger side over the headline.</dd>
            <dt>Percentile</dt><dd>The mean of the forks' own, only with enough samples in every fork: 64 for p90, 130 for p95, \
            662 for p99, 6 636 for p99.9.</dd>
            <dt>Rank</dt><dd>Trials of one rank are not shown to differ from the best of them.</dd>
            </dl>
            <p>Formulas stand in docs/metrics.md of Inferbench, the rules behind verdicts in docs/verdicts.md.</p>
            """;

    private final Shown shown;
    private final String raw;

    RunSection(Shown shown, String raw) {
        this.shown = shown;
        this.raw = raw;
    }

    void write(HtmlPage page) {
        page.section("all", "All metrics and trials");
        writeMetrics(page);
        writeTrials(page);
        page.section("run", "Environment and plan");
        writeFacts(page);
        writeEnvironment(page);
        writePlan(page);
        page.section("reading", "How to read this");
        page.raw(HOW_TO_READ);
        page.raw("<p>Every raw sample: <a href=\"" + HtmlText.escaped(raw) + "\">" + HtmlText.escaped(raw)
                + "</a>, beside this page.</p>\n");
    }

    private void writeMetrics(HtmlPage page) {
        List<Completed> trials = shown.numbers().completed();
        TreeSet<Double> percents = new TreeSet<>();
        trials.stream()
                .flatMap(trial -> trial.summaries().stream())
                .flatMap(summary -> summary.percentiles().stream())
                .forEach(percentile -> percents.add(percentile.percent()));
        HtmlTable table = new HtmlTable("Every metric of every trial")
                .numbers(NumberedTrials.HEADING)
                .text("engine", "metric")
                .numbers("value ± CI", "samples", "mean", "min")
                .numbers(percents.stream()
                        .map(percent -> "p" + CsvLines.number(percent))
                        .toArray(String[]::new))
                .numbers("max")
                .footnote(MetricCells.formulas(trials.stream()
                        .flatMap(trial -> trial.summaries().stream())
                        .map(MetricSummary::metric)
                        .toList()));
        for (Completed trial : trials) {
            for (MetricSummary summary : trial.summaries()) {
                List<Cell> row = new ArrayList<>(List.of(
                        Cell.trial(shown.numbers().number(trial)),
                        Cell.text(shown.engines().name(trial.trial()) + Shown.mark(trial)),
                        Cell.text(summary.metric().name()),
                        MetricCells.headline(trial, summary),
                        Cell.count(summary.count(), "all forks together"),
                        MetricCells.described("arithmetic mean", summary.mean(), summary),
                        MetricCells.described("smallest", summary.min(), summary)));
                percents.forEach(percent -> row.add(MetricCells.percentile(summary, percent)));
                row.add(MetricCells.described("largest", summary.max(), summary));
                table.row(row);
            }
        }
        if (!table.isEmpty()) {
            page.folded("Every metric of every trial", table.html());
        }
    }

    private void writeTrials(HtmlPage page) {
        StringBuilder list = new StringBuilder("<ol class=\"trials\">");
        shown.report()
                .results()
                .forEach(result -> list.append("<li id=\"trial-")
                        .append(HtmlText.escaped(shown.numbers().number(result)))
                        .append("\"><code>")
                        .append(HtmlText.escaped(result.trial().id()))
                        .append("</code></li>\n"));
        page.heading("Trials");
        page.raw(list.append("</ol>\n").toString());
    }

    /** What sessions, models and workloads said of themselves; what several trials say alike stands once. */
    private void writeFacts(HtmlPage page) {
        Map<String, Map<String, List<String>>> trialsByFact = new TreeMap<>();
        for (Completed trial : shown.numbers().completed()) {
            trial.forks().stream()
                    .findFirst()
                    .ifPresent(fork -> facts(fork)
                            .forEach((name, value) -> trialsByFact
                                    .computeIfAbsent(name, fact -> new TreeMap<>())
                                    .computeIfAbsent(value, fact -> new ArrayList<>())
                                    .add(shown.numbers().number(trial))));
        }
        HtmlTable table = new HtmlTable("What ran").text("fact", "value", "trials");
        trialsByFact.forEach((name, values) -> values.forEach((value, trials) ->
                table.row(List.of(Cell.text(name), Cell.text(value), Cell.text(String.join(", ", trials))))));
        if (!table.isEmpty()) {
            page.folded("What ran", table.html());
        }
    }

    private static Map<String, String> facts(ForkResult fork) {
        Map<String, String> facts = new TreeMap<>(fork.facts());
        facts.put(
                "device",
                fork.devices().stream()
                        .map(device -> (device.reference() + " " + device.name()).strip())
                        .collect(Collectors.joining("+")));
        facts.put("process", fork.isolated() ? "a fork of its own" : "the caller's own, not a fork");
        return facts;
    }

    private void writeEnvironment(HtmlPage page) {
        HtmlTable table = new HtmlTable("Environment").text("section", "name", "value");
        shown.report()
                .header()
                .environment()
                .forEach((section, values) -> values.forEach(
                        (name, value) -> table.row(List.of(Cell.text(section), Cell.text(name), Cell.text(value)))));
        if (!table.isEmpty()) {
            page.folded("Environment", table.html());
        }
    }

    private void writePlan(HtmlPage page) {
        RunHeader header = shown.report().header();
        String plan = ReportJson.mapper()
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(header.plan())
                .replace("\r\n", "\n");
        page.folded(
                "The effective plan, defaults filled in",
                "<p>SHA-256 " + HtmlText.escaped(header.planSha256()) + "</p><pre tabindex=\"0\">"
                        + HtmlText.escaped(plan) + "</pre>\n");
    }
}
