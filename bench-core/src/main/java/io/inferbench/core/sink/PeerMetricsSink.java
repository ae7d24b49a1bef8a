package io.inferbench.core.sink;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.report.RunReport;
import io.inferbench.core.serve.peer.NumpyStatistics;
import io.inferbench.core.serve.peer.PeerDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes what other tools would have called the same requests' latencies, by their formulas. */
public final class PeerMetricsSink implements MetricSink {

    private static final OptionSpec<String> FILE =
            OptionSpec.text("file", "name of the file in the run's folder").withDefault("peer-metrics.csv");

    private static final int DIGITS = 6;
    private static final double P99 = 99;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Creates the sink. */
    public PeerMetricsSink() {}

    @Override
    public String id() {
        return "peer-metrics";
    }

    @Override
    public String description() {
        return "served trials under the formulas of vLLM, SGLang, AIPerf, GuideLLM and inference-perf (CSV)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(FILE);
    }

    @Override
    public SinkSession open(SinkSpec spec) throws SinkException {
        return new ReportFiles().with(spec.directory(), spec.options().get(FILE), PeerMetricsSink::write);
    }

    private static void write(RunReport report, OutputStream out) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("trial_id,fork,tool,metric,count,mean_ms,median_ms,p99_ms,formula");
        for (ServedFork fork : ServedFork.of(report)) {
            for (PeerDefinition definition : PeerDefinition.all()) {
                double[] values = definition.values(fork.measured());
                if (values.length > 0) {
                    lines.add(line(fork, definition, values));
                }
            }
        }
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String line(ServedFork fork, PeerDefinition definition, double[] values) {
        NumpyStatistics statistics = NumpyStatistics.of(values);
        return String.join(
                ",",
                quoted(fork.trial().id()),
                Integer.toString(fork.fork().index() + 1),
                definition.tool(),
                definition.metric(),
                Integer.toString(values.length),
                millis(statistics.mean()),
                millis(statistics.median()),
                millis(statistics.percentile(P99)),
                quoted(definition.formula()));
    }

    private static String millis(double nanos) {
        return BigDecimal.valueOf(nanos / NANOS_PER_MILLI)
                .setScale(DIGITS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
