package io.inferbench.core.ledger;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.OptionalLong;

/**
 * What the recorder's thread cost.
 *
 * @param cpuNanos its processor time; empty where the JVM does not tell it
 */
record LedgerCost(OptionalLong cpuNanos) {

    static LedgerCost ofCurrentThread() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new LedgerCost(
                threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                        ? OptionalLong.of(threads.getCurrentThreadCpuTime())
                        : OptionalLong.empty());
    }

    LedgerCost since(LedgerCost earlier) {
        return cpuNanos.isPresent() && earlier.cpuNanos.isPresent()
                ? new LedgerCost(OptionalLong.of(cpuNanos.getAsLong() - earlier.cpuNanos.getAsLong()))
                : this;
    }

    void tell(LedgerDraft draft) {
        if (cpuNanos.isPresent()) {
            draft.total(LedgerTotal.RECORDER_CPU_TIME, cpuNanos.getAsLong());
        } else {
            draft.unavailable("the ledger's own cost", "this JVM does not tell a thread's processor time");
        }
    }
}
