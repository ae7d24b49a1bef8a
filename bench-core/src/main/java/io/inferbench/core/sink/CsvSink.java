package io.inferbench.core.sink;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionSpec;
import java.util.List;

/** Writes one CSV line per trial and, if asked, one per raw sample. */
public final class CsvSink implements MetricSink {

    private static final OptionSpec<String> FILE =
            OptionSpec.text("file", "name of the file with one line per trial").withDefault("results.csv");
    private static final OptionSpec<Boolean> SAMPLES = OptionSpec.flag(
                    "samples", "whether to write samples.csv with one line per raw sample as well")
            .withDefault(false);

    /** Creates the sink. */
    public CsvSink() {}

    @Override
    public String id() {
        return "csv";
    }

    @Override
    public String description() {
        return "one line per trial (RFC 4180), for spreadsheets; option samples adds the raw samples";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(FILE, SAMPLES);
    }

    @Override
    public SinkSession open(SinkSpec spec) throws SinkException {
        ReportFiles files =
                new ReportFiles().with(spec.directory(), spec.options().get(FILE), TrialCsv::write);
        return spec.options().get(SAMPLES) ? files.with(spec.directory(), "samples.csv", SampleCsv::write) : files;
    }
}
