package io.inferbench.core.run;

/** Names of the tables and columns that a fork fills; described in {@code docs/report-format.md}. */
public final class TableNames {

    /** One row per timed call of the measurement. */
    public static final String ITERATIONS = "iterations";

    /** One row per call of the warm-up; the latest ones if there were very many. */
    public static final String WARM_UP = "warm_up";

    /** One row per window of the measurement. */
    public static final String WINDOWS = "windows";

    /** One row per window of the warm-up. */
    public static final String WARM_UP_WINDOWS = "warm_up_windows";

    /** One row per distinct request. */
    public static final String INPUTS = "inputs";

    /** One row per generated step of the measurement. */
    public static final String STEPS = "steps";

    /** One row per step of a generation, prefill first: the least work it needs, where the model knows. */
    public static final String STEP_COSTS = "step_costs";

    /** One row per generation of the measurement that had more than one token. */
    public static final String DECODES = "decodes";

    /** Start, offset on the fork's clock. */
    public static final String START = "start_ns";

    /** Length of a window. */
    public static final String DURATION = "duration_ns";

    /** Calls that ended in a window. */
    public static final String CALLS = "calls";

    /** Median latency of a window. */
    public static final String MEDIAN = "median_ns";

    /** Whether something disturbed a window of the measurement: 1 or 0. */
    public static final String DIRTY = "dirty";

    /** Index of the workload's request; absent if there is only one. */
    public static final String REQUEST = "request";

    /** Which of several callers made the call; absent if there is only one. */
    public static final String CALLER = "caller";

    /** Samples of a request. */
    public static final String SAMPLE_COUNT = "sample_count";

    /** Real tokens of a request; absent where tokens have no meaning. */
    public static final String TOKEN_COUNT = "token_count";

    /** Tokens that a call generated, of all sequences. */
    public static final String OUTPUT_TOKENS = "output_tokens";

    /** Tokens per sequence that a step looks back on, without its own. */
    public static final String CONTEXT = "context";

    /** Number of a step within its generation; 0 is the prefill. */
    public static final String STEP = "step";

    /** Least floating-point operations of a step. */
    public static final String STEP_OPERATIONS = "floating_point_operations";

    /** Least bytes that a step moves: weights and cache read, cache and logits written. */
    public static final String STEP_BYTES = "bytes";

    private TableNames() {}
}
