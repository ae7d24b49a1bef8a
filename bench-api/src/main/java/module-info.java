/** The interfaces that backends, models, workloads and sinks implement, and the values that cross them. */
module io.inferbench.api {
    requires static transitive org.apiguardian.api;
    requires static transitive org.jspecify;

    exports io.inferbench.api;
    exports io.inferbench.api.backend;
    exports io.inferbench.api.metric;
    exports io.inferbench.api.model;
    exports io.inferbench.api.option;
    exports io.inferbench.api.report;
    exports io.inferbench.api.workload;
}
