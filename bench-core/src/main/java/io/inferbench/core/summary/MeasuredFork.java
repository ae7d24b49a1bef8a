package io.inferbench.core.summary;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.ForkResult;
import io.inferbench.core.load.Objectives;
import io.inferbench.core.serve.ServedFigures;
import io.inferbench.core.stats.RateSeries;
import java.util.Optional;
import java.util.OptionalDouble;

/** What one fork measured: of calls it made, or of a load that a server answered. */
interface MeasuredFork {

    /** Reads a fork's tables. */
    static MeasuredFork of(ForkResult fork) {
        Optional<ServedFigures> served = ServedFigures.of(fork);
        return served.isPresent() ? new ServingFork(served.get()) : new CallingFork(fork);
    }

    /** Returns the latency that the fork is judged by. */
    Metric headline();

    /** Returns the samples of a metric; empty if there are none. */
    Optional<double[]> samples(Metric metric);

    /** Returns a metric that is an amount over time; empty if this fork has no such. */
    Optional<RateSeries> rate(Metric metric);

    /** Returns the requests that met every objective, per part of the window; empty if it served no load. */
    Optional<RateSeries> goodput(Objectives objectives);

    /** Returns the tokens that measured calls read and wrote; empty where they are not known. */
    OptionalDouble tokens();
}
