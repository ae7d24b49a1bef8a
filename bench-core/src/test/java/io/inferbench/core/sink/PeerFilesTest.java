package io.inferbench.core.sink;

import static io.inferbench.core.serve.Records.answered;
import static io.inferbench.core.serve.Records.chunked;
import static io.inferbench.core.serve.Records.failed;
import static io.inferbench.core.serve.Records.inStage;
import static io.inferbench.core.serve.Records.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.Options;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.serve.LoadStage;
import io.inferbench.core.serve.LoadWindow;
import io.inferbench.core.serve.RequestTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PeerFilesTest {

    private static final String NAME = "openai-8.0qps-concurrency4-Llama-3-8B-20260304-050607.json";

    @TempDir
    private Path folder;

    private static final List<String> VLLM_KEYS = List.of(
            "date",
            "endpoint_type",
            "backend",
            "label",
            "model_id",
            "tokenizer_id",
            "num_prompts",
            "request_rate",
            "burstiness",
            "max_concurrency",
            "duration",
            "completed",
            "failed",
            "total_input_tokens",
            "total_output_tokens",
            "request_throughput",
            "request_goodput",
            "output_throughput",
            "total_token_throughput",
            "latencies",
            "queue_times",
            "max_output_tokens_per_s",
            "max_concurrent_requests",
            "rtfx",
            "mean_ttft_ms",
            "median_ttft_ms",
            "std_ttft_ms",
            "p99_ttft_ms",
            "mean_tpot_ms",
            "median_tpot_ms",
            "std_tpot_ms",
            "p99_tpot_ms",
            "mean_itl_ms",
            "median_itl_ms",
            "std_itl_ms",
            "p99_itl_ms");

    /** Three answers, a failure, and a warm-up request that must not show. */
    private static RunReport report(String form) {
        List<SampleTable> tables = new ArrayList<>(RequestTables.of(List.of(
                answered(0, 0, 500),
                inStage(1, answered(1000, 1010, 1110, 1130, 1160, 1210)),
                inStage(1, chunked(1200, 1200, new long[] {1400, 1500}, new int[] {1, 4})),
                inStage(1, failed(1300, 1350, 1340)),
                inStage(1, answered(1400, 1400, 2450)))));
        tables.add(LoadWindow.table(
                List.of(new LoadWindow(0, LoadStage.Kind.WARM_UP, 0, 1_000_000_000, 1, true), window(1, 1000, 2500))));
        Trial trial = new Trial(
                "openai/meta-llama/Llama-3-8B/synthetic-prompts/concurrency=4,rate=8",
                "openai",
                "meta-llama/Llama-3-8B",
                "synthetic-prompts",
                Map.of("rate", "8", "arrivals", "gamma:0.5", "concurrency", "4"),
                Map.of(),
                Map.of(),
                Map.of());
        ForkResult fork = new ForkResult(
                0,
                true,
                List.of(),
                Map.of("workload.prompt_form", form),
                List.of(),
                tables,
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
        Completed completed = new Completed(
                trial, Verdict.of(List.of()), List.of(), Agreement.notChecked(""), Optional.empty(), List.of(fork));
        return new RunReport(
                1,
                header(trial),
                Instant.parse("2026-03-04T05:06:07Z"),
                RunReport.Status.FINISHED,
                List.of(completed),
                List.of());
    }

    private static RunHeader header(Trial trial) {
        return new RunHeader(
                "20260304-050507-sample",
                "0.1.0",
                Instant.parse("2026-03-04T05:05:07Z"),
                Map.of("load", Map.of("objectives", Map.of("ttft", "150ms", "tpot", "100ms"))),
                "00",
                42,
                Map.of(),
                List.of(),
                List.of(trial));
    }

    private List<Path> write(MetricSink sink, Map<String, String> options) throws Exception {
        return write(sink, options, "tokens");
    }

    private List<Path> write(MetricSink sink, Map<String, String> options, String form) throws Exception {
        SinkSpec spec = SinkSpec.of(folder, new StringBuilder(), false, Options.parse(sink.options(), options));
        try (SinkSession session = sink.open(spec)) {
            session.runFinished(report(form));
            return session.files();
        }
    }

    private static String pretty(Path file) throws Exception {
        JsonMapper mapper = JsonMapper.builder().build();
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(Files.readString(file)))
                + "\n";
    }

    @Test
    void vllm() throws Exception {
        List<Path> files = write(new VllmServeSink(), Map.of("detailed", "true", "metrics", "ttft,tpot,itl,e2el"));
        assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly(NAME);
        GoldenFiles.check("vllm-serve.json", pretty(files.get(0)));
    }

    @Test
    void tensorRtLlm() throws Exception {
        List<Path> files = write(new TrtllmServeSink(), Map.of("detailed", "true", "percentiles", "50,99.9"));
        GoldenFiles.check("trtllm-serve.json", pretty(files.get(0)));
    }

    @Test
    void everyPeersFormula() throws Exception {
        write(new PeerMetricsSink(), Map.of());
        GoldenFiles.check("peer-metrics.csv", Files.readString(folder.resolve("peer-metrics.csv")));
    }

    /** The keys as vLLM writes them without details, in its order, ours of --metadata left out. */
    @Test
    void vllmKeysStandInItsOrder() throws Exception {
        JsonNode file = JsonMapper.builder()
                .build()
                .readTree(Files.readString(write(new VllmServeSink(), Map.of()).get(0)));
        assertThat(file.propertyNames().stream().filter(name -> !name.startsWith("inferbench")))
                .containsExactlyElementsOf(VLLM_KEYS);
        // 2450 - 1010 ms from the first start to the last end; 4 + 5 + 1 tokens
        assertThat(file.get("duration").doubleValue()).isCloseTo(1.44, within(1e-9));
        assertThat(file.get("output_throughput").doubleValue()).isCloseTo(10 / 1.44, within(1e-9));
        assertThat(file.get("request_goodput").doubleValue())
                .as("the second answer's first token took 200 ms, the last one's 1,050")
                .isCloseTo(1 / 1.44, within(1e-9));
        assertThat(file.get("mean_tpot_ms").doubleValue())
                .as("100 / 3 and 100 / 4")
                .isCloseTo((100 / 3.0 + 25) / 2, within(1e-9));
        assertThat(file.get("median_itl_ms").doubleValue())
                .as("20, 30, 50, 100")
                .isCloseTo(40, within(1e-9));
    }

    @Test
    void whatGeneratesNothingHasTheKeysOfPooling() throws Exception {
        JsonNode file = JsonMapper.builder()
                .build()
                .readTree(Files.readString(
                        write(new VllmServeSink(), Map.of(), "texts").get(0)));

        assertThat(file.propertyNames())
                .contains("total_input_sequences", "input_sequence_throughput", "mean_e2el_ms", "p99_e2el_ms")
                .doesNotContain("mean_ttft_ms", "output_throughput", "failed", "rtfx");
        assertThat(file.get("backend").stringValue()).isEqualTo("openai-embeddings");
        assertThat(write(new TrtllmServeSink(), Map.of(), "texts")).isEmpty();
    }
}
