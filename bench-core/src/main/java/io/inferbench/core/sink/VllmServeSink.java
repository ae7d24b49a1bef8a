package io.inferbench.core.sink;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionSpec;
import java.util.List;

/** Writes the file of {@code vllm bench serve --save-result} for each fork of a served trial. */
public final class VllmServeSink implements MetricSink {

    /** Creates the sink. */
    public VllmServeSink() {}

    @Override
    public String id() {
        return "vllm-serve";
    }

    @Override
    public String description() {
        return "one JSON per served trial as vllm bench serve --save-result writes it";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return PeerOptions.ALL;
    }

    @Override
    public SinkSession open(SinkSpec spec) throws SinkException {
        List<String> metrics = spec.options().get(PeerOptions.METRICS);
        List<Double> percentiles = spec.options().get(PeerOptions.PERCENTILES);
        return PeerFilesSession.open(
                spec, id(), spec.options().get(PeerOptions.DETAILED), fork -> new VllmFile(fork, metrics, percentiles));
    }
}
