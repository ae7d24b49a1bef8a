package io.inferbench.report.chart;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.tck.MetricSinkContract;

/** The charts keep the rules of every sink. */
class ChartsSinkContractTest extends MetricSinkContract {

    @Override
    protected MetricSink sink() {
        return new ChartsSink();
    }
}
