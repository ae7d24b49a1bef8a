package io.inferbench.report.html;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.SpeedOfLight;
import io.inferbench.core.sink.CsvLines;
import io.inferbench.core.sink.Figures;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.view.Axis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What a number is to be held against: the hardware's limit, the reference's outputs, and what else went on. */
final class EvidenceSection {

    private static final double GIGA = 1e9;
    private static final double TERA = 1e12;
    private static final double MEGA = 1e6;
    private static final int BAR_PIXELS = 26;
    private static final int FRAME_PIXELS = 90;

    private final Shown shown;

    EvidenceSection(Shown shown) {
        this.shown = shown;
    }

    void write(HtmlPage page) {
        writeSpeedOfLight(page);
        writeAgreement(page);
        writeDisturbances(page);
    }

    private void writeSpeedOfLight(HtmlPage page) {
        Map<Completed, SpeedOfLight> speeds = new LinkedHashMap<>();
        shown.numbers().completed().forEach(trial -> trial.speedOfLight().ifPresent(speed -> speeds.put(trial, speed)));
        if (speeds.isEmpty()) {
            return;
        }
        page.section("limit", "Distance from the hardware's limit");
        page.note(
                "Least work and least traffic of one call, from the model's description, over the median latency. A fraction "
                        + "stands here where the device's ceiling is known; an engine that does more work than needed shows less.");
        page.raw("<div class=\"charts\">\n");
        bars(page, speeds, new Axis("arithmetic", "TFLOP/s", TERA, Axis.Scale.LINEAR), true);
        bars(page, speeds, new Axis("memory traffic", "GB/s", GIGA, Axis.Scale.LINEAR), false);
        page.raw("</div>\n");
        HtmlTable table = new HtmlTable("Work, traffic and what was reached")
                .numbers(NumberedTrials.HEADING)
                .text("trial", "ceilings from")
                .numbers("GFLOP a call", "MB a call", "TFLOP/s", "GB/s", "of compute", "of bandwidth")
                .footnote("TFLOP/s and GB/s: work and traffic of a call over the median latency.");
        speeds.forEach((trial, speed) -> table.row(List.of(
                Cell.trial(shown.numbers().number(trial)),
                Cell.text(TrialText.line(trial.trial())),
                Cell.text(speed.ceilingSource().isEmpty() ? "unknown" : speed.ceilingSource()),
                scaled(speed.floatingPointOperations(), GIGA, "floating-point operations"),
                scaled(speed.bytes(), MEGA, "bytes"),
                scaled(speed.achievedFlopsPerSecond(), TERA, "operations per second"),
                scaled(speed.achievedBytesPerSecond(), GIGA, "bytes per second"),
                fraction(speed.computeFraction()),
                fraction(speed.bandwidthFraction()))));
        page.table(table);
    }

    private static Cell scaled(double value, double divisor, String what) {
        return Cell.number(Figures.plain(value / divisor), value, CsvLines.number(value) + " " + what);
    }

    private static Cell fraction(OptionalDouble fraction) {
        return fraction.isPresent()
                ? Cell.number(Figures.fraction(fraction), fraction.getAsDouble(), "reached over the device's ceiling")
                : Cell.absent("the device's ceiling is not known");
    }

    private void bars(HtmlPage page, Map<Completed, SpeedOfLight> speeds, Axis axis, boolean isCompute) {
        List<String> categories = new ArrayList<>();
        List<Optional<ChartSpec.Bar>> bars = new ArrayList<>();
        speeds.forEach((trial, speed) -> {
            double rate = isCompute ? speed.achievedFlopsPerSecond() : speed.achievedBytesPerSecond();
            OptionalDouble fraction = isCompute ? speed.computeFraction() : speed.bandwidthFraction();
            categories.add(shown.label(trial));
            String text = Figures.plain(rate / axis.divisor()) + " " + axis.unit();
            bars.add(Optional.of(new ChartSpec.Bar(
                    rate,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    fraction.isPresent() ? text + ", " + Figures.fraction(fraction) : text)));
        });
        page.chart(
                new ChartSpec.Bars(axis, categories, List.of(new ChartSpec.BarSeries(axis.name(), 0, bars))),
                "Distance from the limit",
                "Reached: " + axis.name() + ", " + axis.unit(),
                FRAME_PIXELS + categories.size() * BAR_PIXELS);
    }

    private void writeAgreement(HtmlPage page) {
        List<Completed> checked = shown.numbers().completed().stream()
                .filter(trial -> !trial.agreement().errors().isEmpty())
                .toList();
        if (checked.isEmpty()) {
            return;
        }
        page.section("agreement", "Agreement of outputs");
        page.note(
                "Outputs on the same inputs against the reference's. Over scale is max |a − r| / max |r| of an output, and it "
                        + "is what the tolerance limits; RMS is √(mean (a − r)²).");
        page.raw("<div class=\"charts\">\n");
        List<String> categories = checked.stream().map(shown::label).toList();
        page.chart(
                new ChartSpec.Bars(
                        Axis.plain("largest error over the tolerance", "%"),
                        categories,
                        List.of(new ChartSpec.BarSeries(
                                "of the tolerance",
                                0,
                                checked.stream().map(EvidenceSection::worst).toList()))),
                "Agreement of outputs",
                "Largest error over scale as a share of the tolerance; over 100 % disagrees",
                FRAME_PIXELS + categories.size() * BAR_PIXELS);
        page.raw("</div>\n");
        HtmlTable table = new HtmlTable("Errors by output")
                .numbers(NumberedTrials.HEADING)
                .text("trial", "reference", "output")
                .numbers("max error", "over scale", "RMS", "tolerance", "values")
                .text("outputs");
        for (Completed trial : checked) {
            trial.agreement().errors().forEach(error -> table.row(errorRow(trial, error)));
        }
        page.table(table);
    }

    private static Optional<ChartSpec.Bar> worst(Completed trial) {
        ToDoubleFunction<Agreement.OutputError> share = error -> error.maxRelativeError() / error.tolerance();
        double worst =
                trial.agreement().errors().stream().mapToDouble(share).max().orElse(0);
        double percent = 100 * worst;
        return Double.isFinite(percent)
                ? Optional.of(new ChartSpec.Bar(
                        percent, OptionalDouble.empty(), OptionalDouble.empty(), Figures.plain(percent) + " %"))
                : Optional.empty();
    }

    private List<Cell> errorRow(Completed trial, Agreement.OutputError error) {
        String over = " over " + error.elements() + " values of all compared requests";
        return List.of(
                Cell.trial(shown.numbers().number(trial)),
                Cell.text(TrialText.line(trial.trial())),
                Cell.text(trial.agreement().reference()),
                Cell.text(error.output()),
                error(error.maxAbsoluteError(), "max |a − r|" + over),
                error(error.maxRelativeError(), "max |a − r| / max |r|" + over),
                error(error.rootMeanSquareError(), "√(mean (a − r)²)" + over),
                error(error.tolerance(), "of max |a − r| / max |r|, by the trial's precision"),
                Cell.count(error.elements(), "compared"),
                Cell.text(TrialText.agreement(trial.agreement())));
    }

    private static Cell error(double value, String origin) {
        return Cell.number(Figures.error(value), value, origin);
    }

    private void writeDisturbances(HtmlPage page) {
        TreeSet<String> totals = new TreeSet<>();
        List<Completed> trials = shown.numbers().completed();
        trials.forEach(trial -> trial.forks()
                .forEach(fork -> totals.addAll(fork.interference().totals().keySet())));
        if (totals.isEmpty()) {
            return;
        }
        page.section("disturbances", "What else went on");
        HtmlTable table = new HtmlTable("Totals of the interference ledger, per fork, during the measurement")
                .numbers(NumberedTrials.HEADING, "fork")
                .numbers(totals.toArray(String[]::new))
                .footnote(
                        "A dash: this machine does not tell it. What each total means and from where on it speaks against a "
                                + "number: docs/report-format.md.");
        for (Completed trial : trials) {
            for (ForkResult fork : trial.forks()) {
                List<Cell> row = new ArrayList<>(
                        List.of(Cell.trial(shown.numbers().number(trial)), Cell.count(fork.index() + 1L, "")));
                totals.forEach(name -> row.add(total(fork, name)));
                table.row(row);
            }
        }
        page.folded("Totals of the interference ledger", table.html());
    }

    private static Cell total(ForkResult fork, String name) {
        return Optional.ofNullable(fork.interference().totals().get(name))
                .map(value -> Cell.number(Figures.plain(value), value, CsvLines.number(value)))
                .orElseGet(() -> Cell.absent("not told on this machine"));
    }
}
