package io.inferbench.api.report;

/** Names of the parameters that the harness itself understands; any other is an option of a backend, model or workload. */
public final class Parameters {

    /** Samples or sequences per call. */
    public static final String BATCH = "batch";

    /** Tokens per sample, of the prompt when generating. */
    public static final String SEQUENCE_LENGTH = "sequence_length";

    /** Tokens to generate per sequence. */
    public static final String NEW_TOKENS = "new_tokens";

    /** {@code fp32}, {@code fp16} or {@code bf16}. */
    public static final String PRECISION = "precision";

    /** {@code cpu}, {@code cuda:0}, or several joined by {@code +}. */
    public static final String DEVICE = "device";

    /** Callers at once on one session; of a server, requests in flight at most. */
    public static final String CONCURRENCY = "concurrency";

    /** When requests to a server start: so many per second, {@code inf}, steps, a file …; absent keeps all places busy. */
    public static final String RATE = "rate";

    /** How starts lie around that rate: {@code poisson}, {@code constant}, {@code gamma:0.5}, {@code bursts:10}. */
    public static final String ARRIVALS = "arrivals";

    private Parameters() {}
}
