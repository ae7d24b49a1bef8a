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

    /** Host time inside the engine's own call. */
    public static final Metric ENGINE_TIME = new Metric("engine_time", Unit.NANOSECONDS, Better.LOWER);

    /** Latency of one call less its engine time: what binding, converting and copying around the engine cost. */
    public static final Metric MARSHALLING_TIME = new Metric("marshalling_time", Unit.NANOSECONDS, Better.LOWER);

    /** Samples per second of measured time. */
    public static final Metric SAMPLE_THROUGHPUT =
            new Metric("sample_throughput", Unit.SAMPLES_PER_SECOND, Better.HIGHER);

    /** Real tokens read and written per second of measured time. */
    public static final Metric TOKEN_THROUGHPUT = new Metric("token_throughput", Unit.TOKENS_PER_SECOND, Better.HIGHER);

    /** Tokens generated per second of measured time. */
    public static final Metric OUTPUT_TOKEN_THROUGHPUT =
            new Metric("output_token_throughput", Unit.TOKENS_PER_SECOND, Better.HIGHER);

    /** Prompt tokens of a batch per second until its first tokens. */
    public static final Metric PREFILL_TOKEN_THROUGHPUT =
            new Metric("prefill_token_throughput", Unit.TOKENS_PER_SECOND, Better.HIGHER);

    /** Tokens of a batch after its first ones, per second of the steps that gave them. */
    public static final Metric DECODE_TOKEN_THROUGHPUT =
            new Metric("decode_token_throughput", Unit.TOKENS_PER_SECOND, Better.HIGHER);

    /** The same of one sequence: what a reader sees appear. */
    public static final Metric SEQUENCE_DECODE_TOKEN_THROUGHPUT =
            new Metric("sequence_decode_token_throughput", Unit.TOKENS_PER_SECOND, Better.HIGHER);

    /** Tokens generated of one sequence, per second from the call to its last. */
    public static final Metric SEQUENCE_OUTPUT_TOKEN_THROUGHPUT =
            new Metric("sequence_output_token_throughput", Unit.TOKENS_PER_SECOND, Better.HIGHER);

    /** Time to the first token of a sequence. */
    public static final Metric TTFT = new Metric("ttft", Unit.NANOSECONDS, Better.LOWER);

    /** Mean time per token after the first of one sequence. */
    public static final Metric TPOT = new Metric("tpot", Unit.NANOSECONDS, Better.LOWER);

    /** Gap between two consecutive arrivals of tokens. */
    public static final Metric ITL = new Metric("itl", Unit.NANOSECONDS, Better.LOWER);

    /** Start to last token of one request. */
    public static final Metric E2EL = new Metric("e2el", Unit.NANOSECONDS, Better.LOWER);

    /** Time to the first token from the intended start of the request. */
    public static final Metric TTFT_FROM_INTENDED = new Metric("ttft_from_intended", Unit.NANOSECONDS, Better.LOWER);

    /** Intended start to last token of one request. */
    public static final Metric E2EL_FROM_INTENDED = new Metric("e2el_from_intended", Unit.NANOSECONDS, Better.LOWER);

    /** Longest gap between two consecutive arrivals of tokens of one request. */
    public static final Metric LONGEST_GAP = new Metric("longest_gap", Unit.NANOSECONDS, Better.LOWER);

    /** Intended start of one request until it left: waiting for a place, for a connection, for the client. */
    public static final Metric CLIENT_QUEUE = new Metric("client_queue", Unit.NANOSECONDS, Better.LOWER);

    /** Time to open the connection of one request, where it was opened for it. */
    public static final Metric CONNECT_TIME = new Metric("connect_time", Unit.NANOSECONDS, Better.LOWER);

    /** Tokens per second that one user sees after the first: 1 / TPOT. */
    public static final Metric USER_TOKEN_THROUGHPUT =
            new Metric("user_token_throughput", Unit.TOKENS_PER_SECOND, Better.HIGHER);

    /** Answers completed per second of measured time. */
    public static final Metric REQUEST_THROUGHPUT = new Metric("request_throughput", Unit.PER_SECOND, Better.HIGHER);

    /** Requests per second of measured time that meet every objective; failures never do. */
    public static final Metric GOODPUT = new Metric("goodput", Unit.PER_SECOND, Better.HIGHER);

    /** Requests in flight, in the mean of the measured time. */
    public static final Metric REQUESTS_IN_FLIGHT = new Metric("requests_in_flight", Unit.COUNT, Better.NEITHER);

    /** Most memory in use on the GPUs of the trial, by all processes and the driver. */
    public static final Metric GPU_MEMORY_PEAK = new Metric("gpu_memory_peak", Unit.BYTES, Better.LOWER);

    /** Share of the measured time in which a kernel ran, in the mean of the trial's GPUs. */
    public static final Metric GPU_UTILIZATION = new Metric("gpu_utilization", Unit.PERCENT, Better.NEITHER);

    /** Mean board power of the trial's GPUs together, idle draw included. */
    public static final Metric GPU_POWER = new Metric("gpu_power", Unit.WATTS, Better.LOWER);

    /** Energy of the trial's GPUs above their idle draw, for one call. */
    public static final Metric ENERGY_PER_CALL = new Metric("energy_per_call", Unit.JOULES, Better.LOWER);

    /** Energy of the trial's GPUs above their idle draw, for one token read or written. */
    public static final Metric ENERGY_PER_TOKEN = new Metric("energy_per_token", Unit.JOULES, Better.LOWER);

    private Metrics() {}
}
