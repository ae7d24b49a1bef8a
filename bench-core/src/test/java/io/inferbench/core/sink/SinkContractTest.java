package io.inferbench.core.sink;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.tck.MetricSinkContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every sink of this module keeps the rules of sinks. */
class SinkContractTest {

    @Nested
    class Json extends MetricSinkContract {

        @Override
        protected MetricSink sink() {
            return new JsonSink();
        }
    }

    @Nested
    class Csv extends MetricSinkContract {

        @Override
        protected MetricSink sink() {
            return new CsvSink();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("samples", "true");
        }
    }

    @Nested
    class Markdown extends MetricSinkContract {

        @Override
        protected MetricSink sink() {
            return new MarkdownSink();
        }
    }

    @Nested
    class Benchmark extends MetricSinkContract {

        @Override
        protected MetricSink sink() {
            return new BenchmarkLineSink();
        }
    }

    @Nested
    class Console extends MetricSinkContract {

        @Override
        protected MetricSink sink() {
            return new ConsoleSink();
        }
    }

    @Nested
    class VllmServe extends MetricSinkContract {

        @Override
        protected MetricSink sink() {
            return new VllmServeSink();
        }
    }

    @Nested
    class TrtllmServe extends MetricSinkContract {

        @Override
        protected MetricSink sink() {
            return new TrtllmServeSink();
        }
    }

    @Nested
    class PeerMetrics extends MetricSinkContract {

        @Override
        protected MetricSink sink() {
            return new PeerMetricsSink();
        }
    }
}
