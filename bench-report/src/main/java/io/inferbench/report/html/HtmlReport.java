package io.inferbench.report.html;

import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.sink.Figures;
import io.inferbench.core.sink.TrialText;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report as a page; one use. */
final class HtmlReport {

    private static final List<String> STATUSES = List.of("VALID", "SUSPECT", "INVALID", "FAILED", "SKIPPED");

    private final RunReport report;
    private final String raw;

    HtmlReport(RunReport report, String raw) {
        this.report = report;
        this.raw = raw;
    }

    /**
     * Returns the page.
     *
     * @throws IOException if a part that it is made of is missing from the class path
     */
    String text() throws IOException {
        Shown shown = Shown.of(report);
        HtmlPage page = new HtmlPage();
        new SummarySection(shown).write(page);
        new ResultSection(shown).write(page);
        new RankingSection(shown).write(page);
        new LatencySection(shown).write(page);
        new TokenSection(shown).write(page);
        new LoadSection(shown).write(page);
        new ScalingSection(shown).write(page);
        new CourseSection(shown).write(page);
        new EvidenceSection(shown).write(page);
        new FailureSection(shown).write(page);
        new RunSection(shown, raw).write(page);
        return page.html("Inferbench: " + name(), header());
    }

    private String name() {
        Object name = report.header().plan().get("name");
        return name == null ? report.header().runId() : name.toString();
    }

    private String header() {
        RunHeader header = report.header();
        StringBuilder html = new StringBuilder("<p class=\"product\">Inferbench</p><h1>")
                .append(HtmlText.escaped(name()))
                .append("</h1>\n<ul class=\"tally\" aria-label=\"Verdicts\">");
        tally().forEach((status, count) -> html.append("<li>")
                .append("<strong>")
                .append(count)
                .append("</strong> ")
                .append(Cell.badge(status))
                .append("</li>"));
        html.append("</ul>\n<p class=\"verdict\">")
                .append(HtmlText.escaped(VerdictSentence.of(report)))
                .append("</p>\n");
        if (report.status() == RunReport.Status.INTERRUPTED) {
            html.append("<p class=\"alert\">INTERRUPTED: ")
                    .append(report.results().size())
                    .append(" of ")
                    .append(header.trials().size())
                    .append(" trials are done; the rest can be resumed.</p>\n");
        }
        html.append("<p class=\"run\">")
                .append(HtmlText.escaped("Run " + header.runId() + ", started " + header.startedAt() + ", took "
                        + Figures.span(Duration.between(header.startedAt(), report.finishedAt())) + ", seed "
                        + header.seed() + ", Inferbench " + header.inferbenchVersion() + ". "))
                .append("<a href=\"")
                .append(HtmlText.escaped(raw))
                .append("\">Every raw sample (JSON)</a></p>\n");
        return html.toString();
    }

    private Map<String, Long> tally() {
        Map<String, Long> tally = new LinkedHashMap<>();
        for (String status : STATUSES) {
            long count = report.results().stream()
                    .filter((TrialResult result) -> TrialText.status(result).equals(status))
                    .count();
            if (count > 0) {
                tally.put(status, count);
            }
        }
        return tally;
    }
}
