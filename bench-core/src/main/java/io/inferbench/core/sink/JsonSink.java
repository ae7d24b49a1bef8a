package io.inferbench.core.sink;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.core.json.ReportJson;
import java.util.List;

/** Writes the canonical report with every raw sample. */
public final class JsonSink implements MetricSink {

    private static final OptionSpec<String> FILE =
            OptionSpec.text("file", "name of the file in the run's folder").withDefault("report.json");

    /** Creates the sink. */
    public JsonSink() {}

    @Override
    public String id() {
        return "json";
    }

    @Override
    public String description() {
        return "the whole report with every raw sample, for programs and for later comparison";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(FILE);
    }

    @Override
    public SinkSession open(SinkSpec spec) throws SinkException {
        return new ReportFiles().with(spec.directory(), spec.options().get(FILE), ReportJson::write);
    }
}
