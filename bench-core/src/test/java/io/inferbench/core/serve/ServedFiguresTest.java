package io.inferbench.core.serve;

import static io.inferbench.core.serve.Records.MS;
import static io.inferbench.core.serve.Records.answered;
import static io.inferbench.core.serve.Records.chunked;
import static io.inferbench.core.serve.Records.failed;
import static io.inferbench.core.serve.Records.inStage;
import static io.inferbench.core.serve.Records.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.load.Objectives;
import io.inferbench.core.stats.MetricSummarizer;
import io.inferbench.core.stats.RateSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every figure has an answer worked out by hand. */
class ServedFiguresTest {

    private static double rate(RateSeries series) {
        return MetricSummarizer.standard(1, 0.95)
                .ofRates(Metrics.OUTPUT_TOKEN_THROUGHPUT, List.of(series))
                .value();
    }

    private static ServedFigures figures(LoadWindow window, RequestRecord... records) {
        return new ServedFigures(List.of(records), window);
    }

    @Test
    void latenciesRunFromTheSendAndFromTheIntendedStart() {
        ServedFigures figures = figures(window(0, 0, 1_000), answered(100, 130, 180, 200, 240));

        assertThat(figures.samples(Metrics.TTFT)).containsExactly(50 * MS);
        assertThat(figures.samples(Metrics.TTFT_FROM_INTENDED)).containsExactly(80 * MS);
        assertThat(figures.samples(Metrics.E2EL)).containsExactly(110 * MS);
        assertThat(figures.samples(Metrics.E2EL_FROM_INTENDED)).containsExactly(140 * MS);
        assertThat(figures.samples(Metrics.CLIENT_QUEUE)).containsExactly(30 * MS);
        assertThat(figures.samples(Metrics.TPOT)).containsExactly(30 * MS);
        assertThat(figures.samples(Metrics.ITL)).containsExactly(20 * MS, 40 * MS);
        assertThat(figures.samples(Metrics.LONGEST_GAP)).containsExactly(40 * MS);
        assertThat(figures.samples(Metrics.USER_TOKEN_THROUGHPUT)[0]).isCloseTo(1000.0 / 30, within(1e-9));
        assertThat(figures.samples(Metrics.CONNECT_TIME)).isEmpty();
    }

    @Test
    void severalTokensInOneArrivalCountInTheTimePerTokenAndNotInTheGaps() {
        ServedFigures figures = figures(window(0, 0, 1_000), chunked(0, 0, new long[] {10, 40}, new int[] {1, 3}));

        assertThat(figures.samples(Metrics.TPOT)).containsExactly(10 * MS);
        assertThat(figures.samples(Metrics.ITL)).containsExactly(30 * MS);
    }

    @Test
    void anAnswerInOneArrivalHasNoTimePerToken() {
        ServedFigures figures = figures(window(0, 0, 1_000), chunked(0, 0, new long[] {10}, new int[] {5}));

        assertThat(figures.samples(Metrics.TPOT)).isEmpty();
        assertThat(figures.samples(Metrics.TTFT)).containsExactly(10 * MS);
    }

    @Test
    void failedRequestsGiveNoLatencyButTheirTokensArrived() {
        ServedFigures figures = figures(window(0, 0, 1_000), failed(0, 300, 100, 200), answered(0, 0, 500, 600));

        assertThat(figures.samples(Metrics.E2EL)).containsExactly(600 * MS);
        assertThat(rate(figures.outputTokens())).isCloseTo(4, within(1e-9));
        assertThat(rate(figures.answers())).isCloseTo(1, within(1e-9));
    }

    @Test
    void onlyTokensInsideTheWindowCount() {
        // 2 of 4 tokens of the first lie inside, 1 of 2 of the last; the window is half a second
        ServedFigures figures = figures(
                window(1, 500, 1_000),
                inStage(0, answered(100, 100, 300, 400, 500, 600)),
                inStage(1, answered(700, 700, 900, 1_100)));

        assertThat(rate(figures.outputTokens())).isCloseTo(3 / 0.5, within(1e-9));
        assertThat(rate(figures.answers()))
                .as("the second ended after the window")
                .isCloseTo(1 / 0.5, within(1e-9));
        assertThat(rate(figures.allTokens()))
                .as("one prompt of ten was read inside")
                .isCloseTo(13 / 0.5, within(1e-9));
        assertThat(figures.samples(Metrics.E2EL))
                .as("of the stage's own requests")
                .containsExactly(400 * MS);
    }

    @Test
    void inFlightIsTheMeanOverTheWindowAndTheMostAtOnce() {
        ServedFigures figures = figures(
                window(0, 100, 200),
                answered(0, 0, 50, 150), // half of the window
                answered(120, 120, 130, 170), // half of it
                answered(140, 140, 145, 190), // half of it
                answered(300, 300, 400)); // after it

        assertThat(rate(figures.inFlight())).isCloseTo(1.5, within(1e-9));
        assertThat(figures.mostInFlight()).isEqualTo(3);
    }

    @Test
    void aRequestThatBeganBeforeTheWindowIsInFlightInIt() {
        assertThat(figures(window(0, 100, 200), answered(0, 0, 150)).mostInFlight())
                .isEqualTo(1);
        assertThat(figures(window(0, 100, 200), answered(0, 0, 90)).mostInFlight())
                .isZero();
    }

    @Test
    void goodRequestsKeepEveryObjectiveFromTheIntendedStart() {
        Objectives objectives = new Objectives(
                Map.of("ttft", Duration.ofMillis(50), "tpot", Duration.ofMillis(20), "e2el", Duration.ofMillis(100)));

        assertThat(ServedFigures.isGood(answered(0, 0, 50, 70, 90), objectives)).isTrue();
        assertThat(ServedFigures.isGood(answered(0, 10, 51, 70, 90), objectives))
                .as("first token 41 ms after the send, 51 ms after it was to start")
                .isFalse();
        assertThat(ServedFigures.isGood(answered(0, 0, 10, 40, 60), objectives)).isFalse();
        assertThat(ServedFigures.isGood(answered(0, 0, 50, 60, 70, 80, 90, 101), objectives))
                .isFalse();
        assertThat(ServedFigures.isGood(answered(0, 0, 50), objectives))
                .as("one token has no TPOT")
                .isTrue();
        assertThat(ServedFigures.isGood(failed(0, 10, 5), Objectives.NONE)).isFalse();
        assertThat(ServedFigures.isGood(
                        answered(0, 0, 10, 40, 60), new Objectives(Map.of("longest_gap", Duration.ofMillis(29)))))
                .isFalse();

        ServedFigures figures =
                figures(window(0, 0, 500), answered(0, 0, 50, 70), answered(0, 0, 51, 70), failed(0, 9));
        assertThat(rate(figures.good(objectives))).isCloseTo(1 / 0.5, within(1e-9));
    }

    @Test
    void tablesHoldEverythingThatIsKnownOfARequest() {
        List<RequestRecord> records = List.of(
                inStage(1, answered(1, 2, 3, 4)),
                failed(5, 9, 6),
                failed(5, 9),
                chunked(7, 8, new long[] {10, 20}, new int[] {4, 2}));
        List<SampleTable> tables = new ArrayList<>(RequestTables.of(records));
        tables.add(LoadWindow.table(List.of(window(0, 3, 8))));
        ForkResult fork = new ForkResult(
                0,
                true,
                List.of(),
                Map.of(),
                List.of(),
                tables,
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());

        assertThat(RequestTables.read(fork).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(records);
        assertThat(LoadWindow.measurement(fork)).contains(window(0, 3, 8));
    }

    @Test
    void aWholeCountIsSpreadEvenlyOverChunksThatHaveNone() {
        assertThat(RecordMaker.spread(7, 3)).containsExactly(2, 2, 3);
        assertThat(RecordMaker.spread(3, 3)).containsExactly(1, 1, 1);
        assertThat(RecordMaker.spread(1, 3)).containsExactly(0, 0, 1);
        assertThat(RecordMaker.spread(5, 0)).isEmpty();
    }
}
