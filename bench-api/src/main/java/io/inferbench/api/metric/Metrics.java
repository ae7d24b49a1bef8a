package io.inferbench.api.metric;

import io.inferbench.api.metric.Metric.Better;

/** The metrics of the harness itself; formulas in {@code docs/metrics.md}. */
public final class Metrics {

    /** Caller latency of one call: inputs in host memory to outputs readable by the host. */
    public static final Metric LATENCY = new Metric("latency", Unit.NANOSECONDS, Better.LOWER);

    /** Time the device worked on one call, copies included. */
    public static final Metric DEVICE_TIME = new Metric("device_time", Unit.NANOSECONDS, Better.LOWER);

    /** Host time to hand one call to the device. */
    public static final Metric ENQUEUE_TIME = new Metric("enqueue_time", Unit.NANOSECONDS, Better.LOWER);

    /** Samples per second of measured time. */
    public static final Metric SAMPLE_THROUGHPUT =
            new Metric("sample_throughput", Unit.SAMPLES_PER_SECOND, Better.HIGHER);

    /** Real tokens read and written per second of measured time. */
    public static final Metric TOKEN_THROUGHPUT = new Metric("token_throughput", Unit.TOKENS_PER_SECOND, Better.HIGHER);

    /** Tokens generated per second of measured time. */
    public static final Metric OUTPUT_TOKEN_THROUGHPUT =
            new Metric("output_token_throughput", Unit.TOKENS_PER_SECOND, Better.HIGHER);

    /** Time to the first token of a sequence. */
    public static final Metric TTFT = new Metric("ttft", Unit.NANOSECONDS, Better.LOWER);

    /** Mean time per token after the first of one sequence. */
    public static final Metric TPOT = new Metric("tpot", Unit.NANOSECONDS, Better.LOWER);

    /** Gap between two consecutive arrivals of tokens. */
    public static final Metric ITL = new Metric("itl", Unit.NANOSECONDS, Better.LOWER);

    /** Start to last token of one request. */
    public static final Metric E2EL = new Metric("e2el", Unit.NANOSECONDS, Better.LOWER);

    private Metrics() {}
}
