package io.inferbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.MeasuredReports;
import io.inferbench.report.ServedRun;
import io.inferbench.tck.doubles.SampleRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The page in a browser. Where there is none these tests are skipped, and failed if the environment variable
 * {@code INFERBENCH_REQUIRE_BROWSER} is set, as the gate does.
 */
class BrowserTest {

    private static final int WIDE = 1320;
    private static final int TALL = 1000;
    private static final String DRAWN =
            "[...document.querySelectorAll('.chart')].every(c => c.dataset.drawn === 'true')";

    @TempDir
    static Path folder;

    private static Chromium browser;
    private static RunReport bert;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> executable = Chromium.find();
        if (executable.isEmpty()) {
            String missing = "no Chromium or Chrome on the path, nor named by the environment variable CHROMIUM";
            assertThat(System.getenv("INFERBENCH_REQUIRE_BROWSER")).as(missing).isNull();
            Assumptions.abort(missing);
        }
        bert = MeasuredReports.read("bert");
        write("bert", bert);
        write("gpt2", MeasuredReports.read("gpt2"));
        write("sample", SampleRun.report());
        write("served", ServedRun.report());
        browser = Chromium.start(executable.get());
    }

    private static void write(String name, RunReport report) throws Exception {
        Files.writeString(folder.resolve(name + ".html"), Pages.of(report));
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(String name, int width, boolean isDark) throws Exception {
        browser.open(folder.resolve(name + ".html"), width, TALL, isDark);
        browser.until(DRAWN);
    }

    @ParameterizedTest
    @CsvSource({"bert, 1320, false", "gpt2, 1320, true", "gpt2, 390, false", "sample, 390, true", "served, 390, false"})
    void everyChartIsDrawnWithoutAComplaintAndNothingIsFetched(String name, int width, boolean isDark)
            throws Exception {
        open(name, width, isDark);

        JsonNode marks = browser.evaluate(
                "[...document.querySelectorAll('.chart')].map(c => c.querySelectorAll('svg path').length)");
        assertThat(marks.isEmpty()).isFalse();
        marks.forEach(count -> assertThat(count.asInt()).isGreaterThan(3));
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(address -> address.startsWith("file:"));
        // Nothing but tables, which scroll by themselves, is wider than the screen.
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theFirstTableShowsTheNumbersOfTheReport() throws Exception {
        open("bert", WIDE, false);

        List<Double> wanted = new ArrayList<>();
        for (Completed trial : completed()) {
            wanted.add(TrialText.latency(trial).orElseThrow().value());
        }
        assertThat(column("p50 ± CI")).containsExactlyElementsOf(wanted);
    }

    @Test
    void aPressOnAHeadingSortsUpAndDownAndSaysSo() throws Exception {
        open("bert", WIDE, false);
        List<Double> unsorted = column("p50 ± CI");
        List<Double> sorted = new ArrayList<>(unsorted);
        Collections.sort(sorted);

        browser.evaluate("heading('p50 ± CI').querySelector('button').click()".replace("heading", FIND));
        assertThat(column("p50 ± CI")).containsExactlyElementsOf(sorted);
        assertThat(state()).isEqualTo("ascending");

        browser.evaluate("heading('p50 ± CI').querySelector('button').click()".replace("heading", FIND));
        Collections.reverse(sorted);
        assertThat(column("p50 ± CI")).containsExactlyElementsOf(sorted);
        assertThat(state()).isEqualTo("descending");
    }

    /** A number that is absent is neither the smallest nor the largest. */
    @Test
    void absentNumbersStayLast() throws Exception {
        open("bert", WIDE, false);
        for (int press = 0; press < 2; press++) {
            browser.evaluate("heading('p99').querySelector('button').click()".replace("heading", FIND));
            assertThat(browser.evaluate("[...document.querySelector('#results tbody').rows].at(-1).cells[" + FIND
                                    + "('p99').cellIndex].textContent")
                            .asString())
                    .contains("needs");
        }
    }

    @Test
    void aBarIsAsLongAsItsNumber() throws Exception {
        open("bert", WIDE, false);

        List<Double> shown = new ArrayList<>();
        browser.evaluate("""
                        (() => {
                          const chart = echarts.getInstanceByDom(document.querySelector('#rankings .chart'));
                          return chart.getOption().series.flatMap(s => s.data.map(d => d[1]));
                        })()""").forEach(value -> shown.add(value.asDouble()));
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(completed().stream()
                        .map(trial -> TrialText.latency(trial).orElseThrow().value())
                        .toList());
    }

    @Test
    void anotherForkIsShownWhenItIsChosen() throws Exception {
        open("gpt2", WIDE, false);
        String before = courses();

        browser.evaluate("""
                (() => {
                  const select = document.querySelector('select[data-chart]');
                  select.value = '3';
                  select.dispatchEvent(new Event('change'));
                })()""");

        assertThat(courses()).isNotEqualTo(before);
        assertThat(browser.complaints()).isEmpty();
    }

    private static String courses() throws Exception {
        return browser.evaluate("document.querySelector('#course .chart svg').outerHTML")
                .asString();
    }

    @Test
    void theButtonTurnsThePageDark() throws Exception {
        open("bert", WIDE, false);
        String light = background();
        browser.evaluate("document.querySelector('.theme').click()");

        assertThat(background()).isNotEqualTo(light);
        assertThat(browser.complaints()).isEmpty();
    }

    private static String background() throws Exception {
        return browser.evaluate("getComputedStyle(document.body).backgroundColor")
                .asString();
    }

    private static final String FIND =
            "(text => [...document.querySelectorAll('#results thead th')].find(th => th.textContent === text))";

    private static String state() throws Exception {
        return browser.evaluate(FIND + "('p50 ± CI').getAttribute('aria-sort')").asString();
    }

    private static List<Double> column(String heading) throws Exception {
        List<Double> values = new ArrayList<>();
        browser.evaluate("[...document.querySelector('#results tbody').rows].map(r => Number(r.cells[" + FIND + "('"
                        + heading + "').cellIndex].dataset.value))")
                .forEach(value -> values.add(value.asDouble()));
        return values;
    }

    private static List<Completed> completed() {
        return bert.results().stream()
                .filter(Completed.class::isInstance)
                .map(Completed.class::cast)
                .toList();
    }
}
