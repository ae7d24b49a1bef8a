package io.inferbench.core.run;

/** Names of the facts in {@link io.inferbench.api.report.ForkResult#facts} that the harness itself adds and reads. */
public final class FactNames {

    /** Least floating-point operations of one call. */
    public static final String COST_OPERATIONS = "model.cost.floating_point_operations";

    /** Least bytes of one call. */
    public static final String COST_BYTES = "model.cost.bytes";

    /** What the timed loop adds to each latency, in nanoseconds: its median over calls that do nothing. */
    public static final String HARNESS_COST = "harness.cost_ns";

    private FactNames() {}
}
