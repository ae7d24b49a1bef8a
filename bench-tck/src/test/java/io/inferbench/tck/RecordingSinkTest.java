package io.inferbench.tck;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.tck.doubles.RecordingSink;

/** The recording sink keeps the rules of sinks. */
class RecordingSinkTest extends MetricSinkContract {

    @Override
    protected MetricSink sink() {
        return new RecordingSink();
    }
}
