package io.inferbench.report.text;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.core.sink.ReportFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the executive summary as text and JSON, and results and rankings as tables whose columns never change. */
public final class SummarySink implements MetricSink {

    /** Creates the sink. */
    public SummarySink() {}

    @Override
    public String id() {
        return "summary";
    }

    @Override
    public String description() {
        return "the best engine for throughput, latency, efficiency and scaling, with its evidence; tables of fixed columns";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of();
    }

    @Override
    public SinkSession open(SinkSpec spec) throws SinkException {
        return new ReportFiles()
                .with(
                        spec.directory(),
                        "benchmark_report.txt",
                        (report, out) ->
                                out.write(new SummaryReport(report).text().getBytes(StandardCharsets.UTF_8)))
                .with(
                        spec.directory(),
                        "benchmark_summary.txt",
                        (report, out) -> out.write(
                                ShortSummary.of(new ExecutiveSummary(report)).getBytes(StandardCharsets.UTF_8)))
                .with(
                        spec.directory(),
                        "benchmark_summary.json",
                        (report, out) -> SummaryJson.write(new ExecutiveSummary(report), out))
                .with(spec.directory(), "benchmark_results.csv", ResultRows::write)
                .with(spec.directory(), "performance_rankings.csv", RankingRows::write);
    }
}
