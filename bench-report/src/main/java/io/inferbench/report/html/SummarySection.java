package io.inferbench.report.html;

import io.inferbench.api.report.Interval;
import io.inferbench.core.sink.Figures;
import io.inferbench.report.text.ExecutiveSummary;
import io.inferbench.report.text.Standing;
import io.inferbench.report.text.Standing.Category;
import io.inferbench.report.text.Standing.Place;
import io.inferbench.report.text.SummaryWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which engine is best for throughput, latency, efficiency and scaling, with the evidence. */
final class SummarySection {

    /** So many comparisons stand in a card; the table below has all. */
    private static final int MOST_LINES = 3;

    private final Shown shown;
    private final ExecutiveSummary summary;

    SummarySection(Shown shown) {
        this.shown = shown;
        this.summary = new ExecutiveSummary(shown.report());
    }

    void write(HtmlPage page) {
        page.section("summary", "Executive summary");
        StringBuilder cards = new StringBuilder("<div class=\"answers\">\n");
        for (Category category : Category.values()) {
            card(cards, category);
        }
        page.raw(cards.append("</div>\n").toString());
        SummaryWords.restingOnOneFork(summary).ifPresent(page::note);
        page.note(
                "INVALID, FAILED and SKIPPED trials are in no comparison; SUSPECT ones are. \"No difference shown\" means that "
                        + "the samples do not separate these engines, not that they are equal.");
        HtmlTable table = table();
        if (!table.isEmpty()) {
            page.folded("Every comparison behind these answers", table.html());
        }
    }

    private void card(StringBuilder html, Category category) {
        List<Standing> contests =
                summary.contests(category).isEmpty() ? summary.of(category) : summary.contests(category);
        html.append("<div class=\"answer\"><h3>Best ")
                .append(category.word())
                .append("</h3><p class=\"best\">")
                .append(HtmlText.escaped(sentence(SummaryWords.answer(summary, category))))
                .append("</p>");
        if (!contests.isEmpty()) {
            html.append("<ul>");
            contests.stream()
                    .limit(MOST_LINES)
                    .forEach(standing -> html.append("<li title=\"")
                            .append(HtmlText.escaped(category.formula() + "; from " + SummaryWords.evidence(standing)))
                            .append("\"><span class=\"subject\">")
                            .append(HtmlText.escaped(standing.subject()))
                            .append("</span> ")
                            .append(HtmlText.escaped(SummaryWords.line(standing)))
                            .append("</li>"));
            html.append("</ul>");
        }
        if (contests.size() > MOST_LINES) {
            html.append("<p class=\"footnote\">and ")
                    .append(contests.size() - MOST_LINES)
                    .append(" more in the table below</p>");
        }
        html.append("</div>\n");
    }

    /** An engine's name stays as it is; words begin with a capital. */
    private String sentence(String answer) {
        boolean isName = shown.engines().names().stream().anyMatch(answer::startsWith);
        return isName ? answer : answer.substring(0, 1).toUpperCase(Locale.ROOT) + answer.substring(1);
    }

    private HtmlTable table() {
        HtmlTable table = new HtmlTable("Every comparison behind the executive summary")
                .text("best", "measured on")
                .numbers("rank", "trial")
                .text("engine")
                .numbers("value", "interval", "of the best", "forks", "samples")
                .footnote(footnote());
        for (Category category : Category.values()) {
            for (Standing standing : summary.of(category)) {
                standing.places().forEach(place -> table.row(row(category, standing, place)));
            }
        }
        return table;
    }

    private static String footnote() {
        List<String> formulas = new ArrayList<>();
        for (Category category : Category.values()) {
            formulas.add(category.word() + ": " + category.formula());
        }
        return String.join(". ", formulas) + ".";
    }

    private List<Cell> row(Category category, Standing standing, Place place) {
        double best = standing.places().get(0).value();
        Optional<Interval> interval = place.interval();
        return List.of(
                Cell.text(category.word()),
                Cell.text(standing.subject()),
                Cell.count(place.rank(), "engines that are not shown to differ share a rank"),
                Cell.trial(shown.numbers().number(place.trialId())),
                Cell.text(place.engine()),
                Cell.number(SummaryWords.value(standing.metric(), place.value()), place.value(), category.formula()),
                interval.map(known -> Cell.number(
                                SummaryWords.range(standing.metric(), known),
                                known.high() - known.low(),
                                interval(known)))
                        .orElseGet(() -> Cell.absent("too little for an interval")),
                best > 0
                        ? Cell.number(
                                Figures.plain(place.value() / best) + "×",
                                place.value() / best,
                                "value over the best one's")
                        : Cell.absent("the best value is zero"),
                Cell.count(place.forks(), "processes behind the value"),
                Cell.count(place.samples(), "values behind it, all forks together"));
    }

    private static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.0f %% interval by ", 100 * interval.confidence()) + interval.method()
                + "; sorted by its width";
    }
}
