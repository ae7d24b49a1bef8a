package io.inferbench.report.text;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.tck.MetricSinkContract;

class SummarySinkContractTest extends MetricSinkContract {

    @Override
    protected MetricSink sink() {
        return new SummarySink();
    }
}
