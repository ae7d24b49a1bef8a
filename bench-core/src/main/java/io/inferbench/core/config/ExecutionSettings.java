package io.inferbench.core.config;

import java.time.Duration;
import java.util.List;

/**
 * How forks are run.
 *
 * @param isolation a process per fork, or this one
 * @param forks processes per trial, at least 1
 * @param order which fork follows which
 * @param timeLimit for one fork, after which it is killed
 * @param onUnavailable what to do with backends that cannot run here
 * @param jvmArguments for child processes, for instance {@code -Xmx4g}
 */
public record ExecutionSettings(
        Isolation isolation,
        int forks,
        Order order,
        Duration timeLimit,
        OnUnavailable onUnavailable,
        List<String> jvmArguments) {

    /** Where a fork runs. */
    public enum Isolation {
        /** In a child JVM with only its backend on the class path. */
        FORKED,
        /** In this JVM; for embedding and debugging, and the result says so. */
        IN_PROCESS
    }

    /** The order of forks over trials. */
    public enum Order {
        /** All forks of a trial, then the next trial's. */
        SEQUENTIAL,
        /**
         * The first fork of every trial, then the second of every trial in reverse order, and so on: A B C, C B A, … Drift
         * then hits all alike, and a steady drift cancels over an even number of forks.
         */
        INTERLEAVED
    }

    /** What to do with a backend that is not available. */
    public enum OnUnavailable {
        /** Refuse the plan before any trial starts. */
        FAIL,
        /** Report its trials as skipped. */
        SKIP
    }

    /** Two forks of at most ten minutes, one trial after the other; refuses unavailable backends. */
    public static final ExecutionSettings DEFAULT = new ExecutionSettings(
            Isolation.FORKED, 2, Order.SEQUENTIAL, Duration.ofMinutes(10), OnUnavailable.FAIL, List.of());

    /** Copies the arguments. */
    public ExecutionSettings {
        jvmArguments = List.copyOf(jvmArguments);
    }
}
