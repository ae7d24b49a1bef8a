package io.inferbench.api.metric;

import io.inferbench.api.Provider;

/** A place results are written to: a file format, a console, a database. */
public interface MetricSink extends Provider {

    /**
     * Opens the sink for one run, before anything is measured.
     *
     * @throws SinkException if the place cannot be written, so that a run does not start only to lose its results
     *     (S-04)
     */
    SinkSession open(SinkSpec spec) throws SinkException;
}
