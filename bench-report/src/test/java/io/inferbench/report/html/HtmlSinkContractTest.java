package io.inferbench.report.html;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.tck.MetricSinkContract;

/** The page keeps the rules of every sink. */
class HtmlSinkContractTest extends MetricSinkContract {

    @Override
    protected MetricSink sink() {
        return new HtmlSink();
    }
}
