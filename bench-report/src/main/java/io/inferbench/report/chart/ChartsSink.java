package io.inferbench.report.chart;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.core.sink.ReportFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes charts as PNG and SVG files; needs neither a browser nor a screen. */
public final class ChartsSink implements MetricSink {

    /** Creates the sink. */
    public ChartsSink() {}

    @Override
    public String id() {
        return "charts";
    }

    @Override
    public String description() {
        return "throughput, every metric by engine, and latency, as PNG and SVG";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of();
    }

    @Override
    public SinkSession open(SinkSpec spec) throws SinkException {
        Map<String, Function<Sheets, Sheet>> charts = new LinkedHashMap<>();
        charts.put("throughput", Sheets::throughput);
        charts.put("benchmark_comparison", Sheets::everyMetric);
        charts.put("performance_comparison", Sheets::performance);
        ReportFiles files = new ReportFiles();
        for (Map.Entry<String, Function<Sheets, Sheet>> chart : charts.entrySet()) {
            Function<Sheets, Sheet> sheet = chart.getValue();
            files.with(
                    spec.directory(),
                    chart.getKey() + ".png",
                    (report, out) -> sheet.apply(new Sheets(report)).writePng(out));
            files.with(
                    spec.directory(),
                    chart.getKey() + ".svg",
                    (report, out) -> sheet.apply(new Sheets(report)).writeSvg(out));
        }
        return files;
    }
}
