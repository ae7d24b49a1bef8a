package io.inferbench.report.html;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.core.sink.ReportFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the report as one page for a browser, with charts, that needs nothing beside it. */
public final class HtmlSink implements MetricSink {

    private static final OptionSpec<String> FILE =
            OptionSpec.text("file", "name of the file in the run's folder").withDefault("report.html");

    private static final OptionSpec<String> RAW = OptionSpec.text(
                    "raw", "name of the report in JSON that the page links to, for every raw sample")
            .withDefault("report.json");

    /** Creates the sink. */
    public HtmlSink() {}

    @Override
    public String id() {
        return "html";
    }

    @Override
    public String description() {
        return "a page for a browser: verdicts, rankings and charts in one file that works offline";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(FILE, RAW);
    }

    @Override
    public SinkSession open(SinkSpec spec) throws SinkException {
        String raw = spec.options().get(RAW);
        return new ReportFiles()
                .with(
                        spec.directory(),
                        spec.options().get(FILE),
                        (report, out) ->
                                out.write(new HtmlReport(report, raw).text().getBytes(StandardCharsets.UTF_8)));
    }
}
