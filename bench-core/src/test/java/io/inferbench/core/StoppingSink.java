package io.inferbench.core;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.report.TrialResult;

/** Stands in for the JSON sink, and for somebody who wants it all to stop after the first trial. */
final class StoppingSink implements MetricSink {

    @Override
    public String id() {
        return "json";
    }

    @Override
    public SinkSession open(SinkSpec spec) {
        return new SinkSession() {
            @Override
            public void trialFinished(TrialResult result) {
                Thread.currentThread().interrupt();
            }

            @Override
            public void close() {}
        };
    }
}
