package io.inferbench.report.html;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Interval;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.RunReport.Entry;
import io.inferbench.api.report.RunReport.Ranking;
import io.inferbench.api.report.Trial;
import io.inferbench.core.sink.Figures;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.view.Axis;
import io.inferbench.report.view.Comparison;
import io.inferbench.report.view.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Who is fastest on what, as bars with intervals and as tables. */
final class RankingSection {

    private static final int BAR_PIXELS = 19;
    private static final int FRAME_PIXELS = 70;

    private final Shown shown;

    RankingSection(Shown shown) {
        this.shown = shown;
    }

    void write(HtmlPage page) {
        if (shown.subjects().isEmpty()) {
            return;
        }
        page.section("rankings", "Rankings");
        page.note(
                "Bars are headlines, whiskers their confidence intervals. Trials of one rank are not shown to differ; whether "
                        + "two differ is decided by the interval of their ratio and not by whether whiskers touch. INVALID trials "
                        + "are neither ranked nor drawn.");
        for (Subject subject : shown.subjects()) {
            page.heading(subject.title());
            List<Completed> usable = subject.usable();
            if (usable.isEmpty()) {
                page.paragraph("No trial here has a number that may be used.");
            } else {
                page.raw("<div class=\"charts\">\n");
                bars(page, subject, usable, TrialText::latency);
                bars(page, subject, usable, TrialText::throughput);
                page.raw("</div>\n");
            }
            writeTable(page, subject);
        }
    }

    private void bars(
            HtmlPage page,
            Subject subject,
            List<Completed> trials,
            Function<Completed, Optional<MetricSummary>> summaryOf) {
        trials.stream()
                .map(summaryOf)
                .flatMap(Optional::stream)
                .findFirst()
                .map(MetricSummary::metric)
                .ifPresent(metric -> {
                    ChartSpec.Bars chart = bars(shown, subject, trials, metric);
                    int bars = chart.categories().size() * (chart.series().size() + 1);
                    page.chart(
                            chart,
                            subject.title(),
                            Axis.title(metric) + ", " + (metric.better() == Metric.Better.LOWER ? "less" : "more")
                                    + " is better",
                            FRAME_PIXELS + bars * BAR_PIXELS);
                });
    }

    /** Returns the headlines of a metric, one group of bars per cell and one bar per engine. */
    static ChartSpec.Bars bars(Shown shown, Subject subject, List<Completed> trials, Metric metric) {
        Comparison comparison = Comparison.of(subject, shown.engines(), trials, metric);
        return new ChartSpec.Bars(
                comparison.axis(),
                comparison.cells(),
                comparison.rows().stream()
                        .map(row -> new ChartSpec.BarSeries(
                                row.engine(),
                                row.index(),
                                row.summaries().stream()
                                        .map(summary -> summary.map(RankingSection::bar))
                                        .toList()))
                        .toList());
    }

    private static ChartSpec.Bar bar(MetricSummary summary) {
        Optional<Interval> interval = summary.interval();
        return new ChartSpec.Bar(
                summary.value(),
                interval.map(Interval::low).map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                interval.map(Interval::high).map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                Figures.withInterval(summary));
    }

    private void writeTable(HtmlPage page, Subject subject) {
        HtmlTable table = new HtmlTable("Rankings of " + subject.title())
                .text("parameters", "by")
                .numbers("rank", NumberedTrials.HEADING)
                .text("engine")
                .numbers("value ± CI", "of the best", "samples")
                .text("verdict")
                .footnote("Of the best: the value over the best one's. The value is that of the ranking; "
                        + "ranks are decided by the confidence interval of the ratio to the best of a rank.");
        for (Ranking ranking : shown.report().rankings()) {
            for (Entry entry : ranking.entries()) {
                shown.numbers()
                        .completed(entry.trialId())
                        .filter(trial -> subject.trials().contains(trial))
                        .ifPresent(trial -> table.row(row(subject, ranking, entry, trial)));
            }
        }
        page.table(table);
    }

    private List<Cell> row(Subject subject, Ranking ranking, Entry entry, Completed completed) {
        Trial trial = completed.trial();
        Optional<MetricSummary> summary = completed.summaries().stream()
                .filter(one -> one.metric().key().equals(ranking.metric()))
                .findFirst();
        return List.of(
                Cell.text(subject.cell(trial)),
                Cell.text(ranking.metric()
                        .replaceFirst("_(ns|(samples_|tokens_)?per_s)$", "")
                        .replace('_', ' ')),
                Cell.count(entry.rank(), "trials that are not shown to differ share the rank of the best of them"),
                Cell.trial(shown.numbers().number(completed)),
                Cell.text(shown.engines().name(trial)),
                Cell.number(
                        summary.map(Figures::withInterval).orElseGet(() -> Figures.plain(entry.value())),
                        entry.value(),
                        summary.map(one -> MetricCells.origin(completed, one)).orElse("")),
                entry.ratioToBest().isPresent()
                        ? Cell.number(
                                String.format(
                                        Locale.ROOT,
                                        "%.2f×",
                                        entry.ratioToBest().getAsDouble()),
                                entry.ratioToBest().getAsDouble(),
                                "value over the best one's")
                        : Cell.absent("the best value is zero"),
                summary.map(one -> Cell.count(
                                one.count(), "values of " + one.metric().name()))
                        .orElseGet(() -> Cell.absent("no summary of this metric")),
                Cell.status(TrialText.status(completed)));
    }
}
