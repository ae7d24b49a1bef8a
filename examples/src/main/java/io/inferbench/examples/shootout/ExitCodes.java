package io.inferbench.examples.shootout;

/** What the command line answers to whoever called it. */
public final class ExitCodes {

    /** Every trial that could run is VALID or SUSPECT, and at least one ran. */
    public static final int OK = 0;

    /** A trial is INVALID or FAILED, or none could run. */
    public static final int UNFIT = 1;

    /** Flags, plan, model, place of the results: something given cannot be used. */
    public static final int BAD_INPUT = 2;

    /** The harness itself failed, or a report could not be written. */
    public static final int INTERNAL = 3;

    /** Stopped by Ctrl-C or its like; the run can be resumed. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
