package io.inferbench.core.sink;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes one {@code [BENCHMARK]} line per trial, for scripts that read the output of TensorRT-LLM's benchmark. */
public final class BenchmarkLineSink implements MetricSink {

    private static final OptionSpec<String> FILE =
            OptionSpec.text("file", "name of the file in the run's folder").withDefault("benchmark.txt");

    /** Creates the sink. */
    public BenchmarkLineSink() {}

    @Override
    public String id() {
        return "benchmark-line";
    }

    @Override
    public String description() {
        return "one line of names and values per trial, in the form of TensorRT-LLM's benchmark";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(FILE);
    }

    @Override
    public SinkSession open(SinkSpec spec) throws SinkException {
        return new ReportFiles()
                .with(
                        spec.directory(),
                        spec.options().get(FILE),
                        (report, out) -> out.write(BenchmarkLine.lines(report).getBytes(StandardCharsets.UTF_8)));
    }
}
