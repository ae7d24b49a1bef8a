package io.inferbench.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.PlanReader;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.sink.CsvSink;
import io.inferbench.core.sink.JsonSink;
import io.inferbench.core.sink.MarkdownSink;
import io.inferbench.core.sink.PeerMetricsSink;
import io.inferbench.core.sink.TrtllmServeSink;
import io.inferbench.core.sink.VllmServeSink;
import io.inferbench.core.workload.SyntheticPrompts;
import io.inferbench.tck.doubles.FakeBackend;
import io.inferbench.tck.doubles.FakeModelSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on a server that is none, from the plan to the files. */
@Timeout(120)
class BenchmarkServedTest {

    private static final String PLAN = """
            backends:
              - {id: fake, options: {latency: 100us, first-token: 1ms, failure-every: 40, request-failure: reset}}
            trials:
              models: fake-served
              workloads: {id: synthetic-prompts, options: {requests: 100, vocabulary: 64}}
              parameters: {sequence_length: 4, new_tokens: 3, concurrency: [2], rate: [200, inf]}
            load: {requests: 60, warm_up_requests: 8, objectives: {e2el: 1m, ttft: 1m}}
            execution: {isolation: ISOLATION, forks: 1}
            measurement: {target_relative_error: 0}
            sinks: [json, csv, markdown, vllm-serve, trtllm-serve, peer-metrics]
            """;

    @TempDir
    Path folder;

    private RunOutcome run(String isolation) throws Exception {
        BenchmarkConfig config = PlanReader.read(
                        "served.yaml",
                        PLAN.replace("ISOLATION", isolation),
                        List.of("results=" + folder.resolve("results"), "cache=" + folder.resolve("cache")))
                .config();
        return Benchmark.builder()
                .unwatched()
                .add(new FakeBackend())
                .add(new FakeModelSource())
                .add(new SyntheticPrompts())
                .add(new JsonSink())
                .add(new CsvSink())
                .add(new MarkdownSink())
                .add(new VllmServeSink())
                .add(new TrtllmServeSink())
                .add(new PeerMetricsSink())
                .build()
                .run(config);
    }

    private static void check(RunOutcome outcome) throws Exception {
        RunReport report = ReportJson.read(outcome.directory().resolve("report.json"));
        assertThat(report.results()).hasSize(2).allSatisfy(result -> {
            assertThat(result).isInstanceOf(Completed.class);
            Completed completed = (Completed) result;
            assertThat(completed.agreement().status()).isEqualTo(Agreement.Status.NOT_CHECKED);
            assertThat(completed.summaries())
                    .extracting(summary -> summary.metric())
                    .startsWith(Metrics.E2EL_FROM_INTENDED)
                    .contains(Metrics.TTFT, Metrics.TPOT, Metrics.GOODPUT, Metrics.OUTPUT_TOKEN_THROUGHPUT);
            assertThat(completed.verdict().reasons())
                    .extracting(Verdict.Reason::code)
                    .contains("some-failed", "not-compared");
        });
        assertThat(outcome.sinkFailures()).isEmpty();
        assertThat(outcome.files())
                .extracting(file -> file.getFileName().toString())
                .contains("peer-metrics.csv")
                .filteredOn(name -> name.startsWith("fake-") || name.startsWith("trtllm-fake-"))
                .hasSize(4);
        assertThat(Files.readString(outcome.directory().resolve("results.csv")))
                .contains("goodput_per_s")
                .contains("ttft_from_intended_ns");
    }

    @Test
    void inThisProcess() throws Exception {
        check(run("in-process"));
    }

    @Test
    void inAProcessOfItsOwn() throws Exception {
        check(run("forked"));
    }
}
