package io.inferbench.core.sink;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the report as a page of Markdown for people. */
public final class MarkdownSink implements MetricSink {

    private static final OptionSpec<String> FILE =
            OptionSpec.text("file", "name of the file in the run's folder").withDefault("report.md");

    /** Creates the sink. */
    public MarkdownSink() {}

    @Override
    public String id() {
        return "markdown";
    }

    @Override
    public String description() {
        return "a page for people: verdicts, tables, environment and how to read them";
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
                        (report, out) ->
                                out.write(new MarkdownReport(report).text().getBytes(StandardCharsets.UTF_8)));
    }
}
