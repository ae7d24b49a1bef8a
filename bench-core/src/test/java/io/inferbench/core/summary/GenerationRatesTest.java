package io.inferbench.core.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.config.BenchmarkConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenerationRatesTest {

    /** Two calls of four sequences, ten prompt tokens each: 20 ms to the first tokens, then 100 ms for five more each. */
    private static ForkResult fork(long tokensPerSequence) {
        Map<String, long[]> calls = new LinkedHashMap<>();
        calls.put("start_ns", new long[] {0, 200_000_000});
        calls.put("e2el_ns", new long[] {120_000_000, tokensPerSequence > 1 ? 120_000_000 : 20_000_000});
        calls.put("ttft_ns", new long[] {20_000_000, 20_000_000});
        calls.put("output_tokens", new long[] {4 * tokensPerSequence, 4 * tokensPerSequence});
        Map<String, long[]> inputs = new LinkedHashMap<>();
        inputs.put("request", new long[] {0});
        inputs.put("sample_count", new long[] {4});
        inputs.put("token_count", new long[] {40});
        return new ForkResult(
                0,
                true,
                List.of(),
                Map.of(),
                List.of(),
                List.of(new SampleTable("iterations", calls), new SampleTable("inputs", inputs)),
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
    }

    private static double value(List<MetricSummary> summaries, Metric metric) {
        return summaries.stream()
                .filter(summary -> summary.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new AssertionError(metric + " is missing"))
                .value();
    }

    @Test
    void prefillDecodeAndOneSequenceHaveTheirOwnRates() {
        List<MetricSummary> summaries =
                new TrialSummaries(BenchmarkConfig.builder("rates").build()).of(List.of(fork(6)));
        assertThat(value(summaries, Metrics.PREFILL_TOKEN_THROUGHPUT)).isCloseTo(40 / 0.02, within(1e-6));
        assertThat(value(summaries, Metrics.DECODE_TOKEN_THROUGHPUT)).isCloseTo(4 * 5 / 0.1, within(1e-6));
        assertThat(value(summaries, Metrics.SEQUENCE_DECODE_TOKEN_THROUGHPUT)).isCloseTo(5 / 0.1, within(1e-6));
        assertThat(value(summaries, Metrics.SEQUENCE_OUTPUT_TOKEN_THROUGHPUT)).isCloseTo(6 / 0.12, within(1e-6));
    }

    @Test
    void aGenerationOfOneTokenEachHasNoDecodeRate() {
        List<MetricSummary> summaries =
                new TrialSummaries(BenchmarkConfig.builder("rates").build()).of(List.of(fork(1)));
        assertThat(summaries)
                .extracting(MetricSummary::metric)
                .contains(Metrics.PREFILL_TOKEN_THROUGHPUT)
                .doesNotContain(Metrics.DECODE_TOKEN_THROUGHPUT, Metrics.SEQUENCE_DECODE_TOKEN_THROUGHPUT);
    }
}
