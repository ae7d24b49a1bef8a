package io.inferbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.RunReport;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.MeasuredReports;
import io.inferbench.report.ServedRun;
import io.inferbench.tck.doubles.SampleRun;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page as text, without a browser. */
class HtmlReportTest {

    private static RunReport bert;
    private static String bertPage;
    private static String gpt2Page;
    private static String samplePage;

    @BeforeAll
    static void write() {
        bert = MeasuredReports.read("bert");
        bertPage = Pages.of(bert);
        gpt2Page = Pages.of(MeasuredReports.read("gpt2"));
        samplePage = Pages.of(SampleRun.report());
    }

    @Test
    void everyNumberOfTheReportStandsInTheTablesInFull() {
        List<Double> wanted = new ArrayList<>();
        for (Completed trial : completed(bert)) {
            for (MetricSummary summary : trial.summaries()) {
                wanted.addAll(List.of(summary.value(), summary.mean(), summary.min(), summary.max()));
                wanted.add((double) summary.count());
                summary.percentiles().stream()
                        .map(percentile -> percentile.value())
                        .filter(OptionalDouble::isPresent)
                        .forEach(value -> wanted.add(value.getAsDouble()));
            }
            trial.agreement().errors().forEach(error -> wanted.add(error.maxRelativeError()));
            trial.speedOfLight().ifPresent(speed -> wanted.add(speed.achievedFlopsPerSecond()));
        }
        bert.rankings().forEach(ranking -> ranking.entries().forEach(entry -> wanted.add(entry.value())));

        assertThat(wanted).hasSizeGreaterThan(250);
        assertThat(Pages.exactValues(bertPage)).containsAll(wanted);
    }

    @Test
    void barsAreTheHeadlinesWithTheirIntervals() {
        List<JsonNode> bars = new ArrayList<>();
        for (JsonNode chart : Pages.charts(bertPage)) {
            if (chart.path("kind").asString().equals("bars")) {
                chart.path("series").forEach(series -> series.path("bars").forEach(bars::add));
            }
        }
        for (Completed trial : completed(bert)) {
            MetricSummary latency = TrialText.latency(trial).orElseThrow();
            assertThat(bars)
                    .as(trial.trial().id())
                    .anyMatch(bar -> bar.path("value").asDouble() == latency.value()
                            && bar.path("low").asDouble()
                                    == latency.interval().orElseThrow().low()
                            && bar.path("high").asDouble()
                                    == latency.interval().orElseThrow().high());
        }
    }

    @Test
    void theMedianOfABoxOfOneForkIsTheHeadline() {
        List<Double> medians = new ArrayList<>();
        for (JsonNode chart : Pages.charts(bertPage)) {
            chart.path("boxes").forEach(box -> medians.add(box.get(2).asDouble()));
        }
        List<Double> headlines = completed(bert).stream()
                .map(trial -> TrialText.latency(trial).orElseThrow().value())
                .toList();

        assertThat(medians).containsExactlyElementsOf(headlines);
    }

    @Test
    void aCurveEndsWhereItsSamplesDo() {
        for (JsonNode chart : Pages.charts(bertPage)) {
            if (chart.path("x").path("scale").asString().equals("PERCENTILE")) {
                List<Double> ends = new ArrayList<>();
                chart.path("series")
                        .forEach(series -> ends.add(series.path("points")
                                .get(series.path("points").size() - 1)
                                .get(0)
                                .asDouble()));
                // Trial 1 has 1638 calls, enough for p99 and not for p99.9; trial 11 has 285, not enough for p99.
                assertThat(ends.get(0)).isBetween(2.0, 3.0);
                assertThat(ends.get(10)).isBetween(1.0, 2.0);
                return;
            }
        }
        throw new AssertionError("no percentile curves");
    }

    @Test
    void whatGeneratesHasPanelsForTokensAndStepsByContext() {
        assertThat(gpt2Page)
                .contains("TTFT, medians", "TPOT, medians", "ITL, medians", "E2EL, medians", "Decode time by context");
        assertThat(bertPage).doesNotContain("Decode time by context");
    }

    @Test
    void theGpuIsShownOverTimeWithItsPhases() {
        for (JsonNode chart : Pages.charts(gpt2Page)) {
            if (chart.path("kind").asString().equals("courses")) {
                JsonNode course = chart.path("courses").get(0);
                assertThat(course.path("phases").findValuesAsString("name")).contains("load", "warm-up", "measurement");
                assertThat(course.path("panels").findValuesAsString("name"))
                        .contains("window median", "GPU busy", "GPU memory", "GPU power");
                return;
            }
        }
        throw new AssertionError("nothing over time");
    }

    @Test
    void thePageOpensWithTheVerdictAndTheExecutiveSummary() {
        String own = Pages.ownMarkup(bertPage);
        int summary = own.indexOf("<section id=\"summary\"");

        assertThat(own.indexOf("class=\"verdict\"")).isPositive().isLessThan(summary);
        assertThat(own.indexOf("<section")).isEqualTo(summary);
        assertThat(own.substring(summary, own.indexOf("</section>", summary)))
                .contains("Best throughput", "Best latency", "Best efficiency", "Best scaling")
                .contains("Every comparison behind the executive summary");
    }

    @Test
    void aServedLoadIsShownOverTimeWithWhatBecameOfItsRequests() {
        String page = Pages.of(ServedRun.report());

        List<String> panels = new ArrayList<>();
        for (JsonNode chart : Pages.charts(page)) {
            chart.path("courses")
                    .forEach(course -> panels.addAll(course.path("panels").findValuesAsString("name")));
        }
        assertThat(panels).contains("requests in flight", "output tokens", "E2EL, median", "requests failed");
        assertThat(page)
                .contains("HTTP_STATUS 40", "10.00 %", "Throughput against latency", "lines go along concurrency")
                .contains("no two engines did the same work; highest 179.7 tokens/s");
    }

    @Test
    void nothingIsFetched() {
        for (String page : List.of(bertPage, gpt2Page, samplePage)) {
            assertThat(Pages.ownMarkup(page))
                    .doesNotContainPattern("(?:src|href|url|action)\\s*[=(]\\s*[\"']?\\s*(?:https?:|//)");
            assertThat(page).doesNotContain("<link", "<iframe", "@import").contains("default-src 'none'");
        }
    }

    @Test
    void textFromOutsideStaysText() {
        assertThat(samplePage)
                .contains("a|b, &quot;c&quot; &lt;d&gt; &amp; é ß 漢字")
                .doesNotContain("<d>", "\u202e");
        assertThat(scripts(samplePage)).isEqualTo(scripts(bertPage));
    }

    private static long scripts(String page) {
        return Pattern.compile("</script").matcher(page).results().count();
    }

    @Test
    void failuresAndSkippedTrialsHaveTheirReasonRemedyAndLog() {
        assertThat(samplePage)
                .contains(
                        "install example 1.5",
                        "last words",
                        "exit status 134",
                        "broken.jar: class file has wrong version");
    }

    @Test
    void everyTableHasACaptionAndHeadingsThatCanBeSorted() {
        Matcher tables = Pattern.compile("<table>.*?</table>", Pattern.DOTALL).matcher(bertPage);
        int seen = 0;
        while (tables.find()) {
            seen++;
            assertThat(tables.group()).contains("<caption>", "aria-sort=\"none\"", "scope=\"row\"");
        }
        assertThat(seen).isGreaterThan(8);
    }

    @Test
    void everyChartHasATextForThoseWhoDoNotSeeIt() {
        Matcher charts = Pattern.compile("<div class=\"chart\"[^>]*>").matcher(bertPage);
        int seen = 0;
        while (charts.find()) {
            seen++;
            assertThat(charts.group()).contains("role=\"img\"", "aria-label=\"");
        }
        assertThat(seen).isEqualTo(Pages.charts(bertPage).size()).isGreaterThan(8);
    }

    @Test
    void aRunWithoutResultsIsAPageToo() {
        assertThat(Pages.of(SampleRun.emptyReport())).contains("INTERRUPTED", "0 of 3", "</html>");
    }

    private static List<Completed> completed(RunReport report) {
        return report.results().stream()
                .filter(Completed.class::isInstance)
                .map(Completed.class::cast)
                .toList();
    }
}
