package io.inferbench.core.sink;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.metric.Unit;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.RunReport.Entry;
import io.inferbench.api.report.RunReport.Ranking;
import io.inferbench.api.report.SpeedOfLight;
import io.inferbench.api.report.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/** The chapters of a page that are tables of numbers. */
final class MarkdownNumbers {

    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;

    private final MarkdownText page;
    private final NumberedTrials trials;

    MarkdownNumbers(MarkdownText page, NumberedTrials trials) {
        this.page = page;
        this.trials = trials;
    }

    void writeRankings(List<Ranking> rankings) {
        for (Ranking ranking : rankings) {
            page.heading("Ranking by " + ranking.metric() + ": " + MarkdownText.escaped(ranking.group()));
            page.table(
                    List.of("rank", NumberedTrials.HEADING, "backend", "value", "of the best"),
                    3,
                    ranking.entries().stream()
                            .map(entry -> rankingRow(ranking, entry))
                            .toList());
        }
    }

    private List<String> rankingRow(Ranking ranking, Entry entry) {
        String value = trials.completed(entry.trialId())
                .flatMap(trial -> trial.summaries().stream()
                        .filter(summary -> summary.metric().key().equals(ranking.metric()))
                        .findFirst())
                .map(summary -> Figures.of(entry.value(), summary.metric().unit()))
                .orElseGet(() -> Figures.plain(entry.value()));
        return List.of(
                Integer.toString(entry.rank()),
                trials.number(entry.trialId()),
                trials.trial(entry.trialId()).map(Trial::backend).orElse(""),
                value,
                entry.ratioToBest().isPresent()
                        ? String.format(
                                Locale.ROOT, "%.2f×", entry.ratioToBest().getAsDouble())
                        : "");
    }

    void writeMetrics() {
        TreeSet<Double> percents = new TreeSet<>();
        trials.completed().stream()
                .flatMap(trial -> trial.summaries().stream())
                .flatMap(summary -> summary.percentiles().stream())
                .forEach(percentile -> percents.add(percentile.percent()));
        List<String> headings =
                new ArrayList<>(List.of(NumberedTrials.HEADING, "metric", "value ± CI", "samples", "mean", "min"));
        percents.forEach(percent -> headings.add("p" + CsvLines.number(percent)));
        headings.add("max");
        List<List<String>> rows = new ArrayList<>();
        for (Completed trial : trials.completed()) {
            trial.summaries().forEach(summary -> rows.add(metricRow(trial, summary, percents)));
        }
        write("All metrics", headings, 2, rows);
    }

    private List<String> metricRow(Completed trial, MetricSummary summary, SortedSet<Double> percents) {
        Unit unit = summary.metric().unit();
        List<String> row = new ArrayList<>();
        row.add(trials.number(trial));
        row.add(summary.metric().name());
        row.add(Figures.withInterval(summary));
        row.add(Long.toString(summary.count()));
        row.add(Figures.of(summary.mean(), unit));
        row.add(Figures.of(summary.min(), unit));
        percents.forEach(percent -> row.add(Figures.percentile(summary, percent)));
        row.add(Figures.of(summary.max(), unit));
        return row;
    }

    void writeLayers() {
        List<List<String>> rows = new ArrayList<>();
        for (Completed trial : trials.completed()) {
            value(trial, Metrics.MARSHALLING_TIME).ifPresent(around -> rows.add(layerRow(trial, around)));
        }
        write(
                "What each layer costs",
                List.of(NumberedTrials.HEADING, "backend", "latency", "in the engine", "marshalling", "of the latency"),
                2,
                rows);
    }

    private List<String> layerRow(Completed trial, double around) {
        double latency = value(trial, Metrics.LATENCY).orElseThrow();
        double engine = value(trial, Metrics.ENGINE_TIME).orElseThrow();
        return List.of(
                trials.number(trial),
                trial.trial().backend(),
                Figures.of(latency, Unit.NANOSECONDS),
                Figures.of(engine, Unit.NANOSECONDS),
                Figures.of(around, Unit.NANOSECONDS),
                Figures.fraction(OptionalDouble.of(around / latency)));
    }

    private static Optional<Double> value(Completed trial, Metric metric) {
        return trial.summaries().stream()
                .filter(summary -> summary.metric().equals(metric))
                .map(MetricSummary::value)
                .findFirst();
    }

    void writeAgreement() {
        List<List<String>> rows = new ArrayList<>();
        for (Completed trial : trials.completed()) {
            for (Agreement.OutputError error : trial.agreement().errors()) {
                rows.add(List.of(
                        trials.number(trial),
                        trial.agreement().reference(),
                        error.output(),
                        Figures.error(error.maxAbsoluteError()),
                        Figures.error(error.maxRelativeError()),
                        Figures.error(error.rootMeanSquareError()),
                        Figures.error(error.tolerance()),
                        Long.toString(error.elements())));
            }
        }
        write(
                "Agreement of outputs",
                List.of(
                        NumberedTrials.HEADING,
                        "reference",
                        "output",
                        "max error",
                        "over scale",
                        "RMS",
                        "tolerance",
                        "values"),
                3,
                rows);
    }

    void writeSpeedOfLight() {
        List<List<String>> rows = new ArrayList<>();
        for (Completed trial : trials.completed()) {
            trial.speedOfLight().ifPresent(speed -> {
                rows.add(speedRow(trial, "call", speed));
                speed.prefill().ifPresent(pass -> rows.add(speedRow(trial, "prefill", pass)));
                speed.decode().ifPresent(step -> rows.add(speedRow(trial, "decode step", step)));
            });
        }
        write(
                "Distance from the hardware's limit",
                List.of(
                        NumberedTrials.HEADING,
                        "of one",
                        "ceilings",
                        "bound by",
                        "GFLOP",
                        "MB",
                        "GFLOP/s",
                        "GB/s",
                        "of compute",
                        "of bandwidth"),
                4,
                rows);
    }

    private List<String> speedRow(Completed trial, String pass, SpeedOfLight speed) {
        return List.of(
                trials.number(trial),
                pass,
                speed.ceilingSource().isEmpty() ? "unknown" : speed.ceilingSource(),
                speed.bound().map(TrialText::word).orElse("—"),
                Figures.plain(speed.floatingPointOperations() / GIGA),
                Figures.plain(speed.bytes() / MEGA),
                Figures.plain(speed.achievedFlopsPerSecond() / GIGA),
                Figures.plain(speed.achievedBytesPerSecond() / GIGA),
                Figures.fraction(speed.computeFraction()),
                Figures.fraction(speed.bandwidthFraction()));
    }

    private void write(String heading, List<String> headings, int textColumns, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            page.heading(heading);
            page.table(headings, textColumns, rows);
        }
    }
}
