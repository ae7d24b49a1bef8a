package io.inferbench.report.html;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.core.sink.CsvLines;
import io.inferbench.core.sink.Figures;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.view.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What a number is to be held against: the hardware's limit, the reference's outputs, and what else went on. */
final class EvidenceSection {

    private static final int BAR_PIXELS = 26;
    private static final int FRAME_PIXELS = 90;

    private final Shown shown;

    EvidenceSection(Shown shown) {
        this.shown = shown;
    }

    void write(HtmlPage page) {
        new LimitSection(shown).write(page);
        writeAgreement(page);
        writeDisturbances(page);
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
