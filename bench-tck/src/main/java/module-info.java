/** Contract tests that the authors of backends, workloads, model sources and sinks extend, and doubles for tests. */
module io.inferbench.tck {
    requires transitive io.inferbench.api;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;

    exports io.inferbench.tck;
    exports io.inferbench.tck.doubles;

    opens io.inferbench.tck to
            org.junit.platform.commons;

    uses io.inferbench.api.backend.Backend;
    uses io.inferbench.api.metric.MetricSink;
    uses io.inferbench.api.model.ModelSource;
    uses io.inferbench.api.workload.Workload;
}
