package io.inferbench.report.html;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.SpeedOfLight;
import io.inferbench.core.sink.CsvLines;
import io.inferbench.core.sink.Figures;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.view.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** How far each trial is from what the hardware could do: shares of its ceilings where they are known, else rates. */
final class LimitSection {

    private static final String WHOLE_CALL = "call";
    private static final double GIGA = 1e9;
    private static final double TERA = 1e12;
    private static final double MEGA = 1e6;
    private static final double HUNDRED = 100;
    private static final int BAR_PIXELS = 26;
    private static final int FRAME_PIXELS = 90;

    private final Shown shown;

    LimitSection(Shown shown) {
        this.shown = shown;
    }

    /** A trial's whole call, or one pass of it. */
    private record Pass(Completed trial, String of, SpeedOfLight speed) {}

    void write(HtmlPage page) {
        List<Pass> passes = new ArrayList<>();
        for (Completed trial : shown.numbers().completed()) {
            trial.speedOfLight().ifPresent(speed -> {
                passes.add(new Pass(trial, WHOLE_CALL, speed));
                speed.prefill().ifPresent(prefill -> passes.add(new Pass(trial, "prefill", prefill)));
                speed.decode().ifPresent(decode -> passes.add(new Pass(trial, "decode step", decode)));
            });
        }
        if (passes.isEmpty()) {
            return;
        }
        page.section("limit", "Distance from the hardware's limit");
        page.note(
                "Least work and least traffic, from the model's description, over the median time. A share stands here where "
                        + "the device's ceiling is known; an engine that does more work than needed shows less.");
        page.raw("<div class=\"charts\">\n");
        writeShares(page, passes);
        writeRates(
                page,
                passes,
                new Axis("arithmetic", "TFLOP/s", TERA, Axis.Scale.LINEAR),
                SpeedOfLight::achievedFlopsPerSecond);
        writeRates(
                page,
                passes,
                new Axis("memory traffic", "GB/s", GIGA, Axis.Scale.LINEAR),
                SpeedOfLight::achievedBytesPerSecond);
        page.raw("</div>\n");
        page.table(table(passes));
    }

    private List<String> categories(List<Pass> passes) {
        return passes.stream()
                .map(pass -> shown.label(pass.trial()) + (pass.of().equals(WHOLE_CALL) ? "" : ", " + pass.of()))
                .toList();
    }

    private void writeShares(HtmlPage page, List<Pass> all) {
        List<Pass> passes = all.stream()
                .filter(pass -> pass.speed().computeFraction().isPresent()
                        || pass.speed().bandwidthFraction().isPresent())
                .toList();
        if (!passes.isEmpty()) {
            page.chart(
                    new ChartSpec.Bars(
                            Axis.plain("share of the ceiling", "%"),
                            categories(passes),
                            List.of(
                                    shares("of compute", 0, passes, SpeedOfLight::computeFraction),
                                    shares("of bandwidth", 1, passes, SpeedOfLight::bandwidthFraction))),
                    "Distance from the limit",
                    "Share of the device's ceilings",
                    FRAME_PIXELS + 2 * passes.size() * BAR_PIXELS);
        }
    }

    private static ChartSpec.BarSeries shares(
            String name, int color, List<Pass> passes, Function<SpeedOfLight, OptionalDouble> share) {
        return new ChartSpec.BarSeries(
                name,
                color,
                passes.stream()
                        .map(pass -> share.apply(pass.speed()))
                        .map(fraction -> fraction.isPresent()
                                ? Optional.of(new ChartSpec.Bar(
                                        HUNDRED * fraction.getAsDouble(),
                                        OptionalDouble.empty(),
                                        OptionalDouble.empty(),
                                        Figures.fraction(fraction)))
                                : Optional.<ChartSpec.Bar>empty())
                        .toList());
    }

    private void writeRates(HtmlPage page, List<Pass> passes, Axis axis, Function<SpeedOfLight, Double> rate) {
        List<Optional<ChartSpec.Bar>> bars = passes.stream()
                .map(pass -> rate.apply(pass.speed()))
                .map(value -> Optional.of(new ChartSpec.Bar(
                        value,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Figures.plain(value / axis.divisor()) + " " + axis.unit())))
                .toList();
        page.chart(
                new ChartSpec.Bars(axis, categories(passes), List.of(new ChartSpec.BarSeries(axis.name(), 0, bars))),
                "Distance from the limit",
                "Reached: " + axis.name() + ", " + axis.unit(),
                FRAME_PIXELS + passes.size() * BAR_PIXELS);
    }

    private HtmlTable table(List<Pass> passes) {
        HtmlTable table = new HtmlTable("Work, traffic and what was reached")
                .numbers(NumberedTrials.HEADING)
                .text("trial", "of one", "ceilings from", "bound by")
                .numbers("GFLOP", "MB", "TFLOP/s", "GB/s", "of compute", "of bandwidth")
                .footnote(
                        "TFLOP/s and GB/s: work and traffic over the median time. Bound by: the ceiling that a perfect "
                                + "engine would meet first.");
        for (Pass pass : passes) {
            SpeedOfLight speed = pass.speed();
            table.row(List.of(
                    Cell.trial(shown.numbers().number(pass.trial())),
                    Cell.text(TrialText.line(pass.trial().trial())),
                    Cell.text(pass.of()),
                    Cell.text(speed.ceilingSource().isEmpty() ? "unknown" : speed.ceilingSource()),
                    Cell.text(speed.bound().map(TrialText::word).orElse("")),
                    scaled(speed.floatingPointOperations(), GIGA, "floating-point operations"),
                    scaled(speed.bytes(), MEGA, "bytes"),
                    scaled(speed.achievedFlopsPerSecond(), TERA, "operations per second"),
                    scaled(speed.achievedBytesPerSecond(), GIGA, "bytes per second"),
                    fraction(speed.computeFraction()),
                    fraction(speed.bandwidthFraction())));
        }
        return table;
    }

    private static Cell scaled(double value, double divisor, String what) {
        return Cell.number(Figures.plain(value / divisor), value, CsvLines.number(value) + " " + what);
    }

    private static Cell fraction(OptionalDouble fraction) {
        return fraction.isPresent()
                ? Cell.number(Figures.fraction(fraction), fraction.getAsDouble(), "reached over the device's ceiling")
                : Cell.absent("the device's ceiling is not known");
    }
}
