package io.inferbench.benchmarks;

import io.inferbench.api.report.Interference;
import io.inferbench.core.ledger.LedgerTotal;
import io.inferbench.core.stats.SortedSample;
import java.util.Arrays;
import java.util.Locale;

/** Times of the same work through the harness and by a bare loop, taken in turns. */
final class PairedTimes {

    private static final double LOW = 0.98;
    private static final double HIGH = 1.02;

    private long[] throughHarness = {};
    private long[] bare = {};

    void addThroughHarness(long[] nanos) {
        throughHarness = joined(throughHarness, nanos);
    }

    void addBare(long[] nanos) {
        bare = joined(bare, nanos);
    }

    private static long[] joined(long[] before, long[] more) {
        long[] all = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, all, before.length, more.length);
        return all;
    }

    /**
     * Prints the medians and their ratio.
     *
     * @return whether it is within its bar
     */
    boolean print(String of) {
        double harness = median(throughHarness);
        double alone = median(bare);
        double ratio = harness / alone;
        boolean within = ratio >= LOW && ratio <= HIGH;
        System.out.printf(
                Locale.ROOT,
                "%s: %s p50 through Inferbench %.3f ms, bare loop %.3f ms, ratio %.4f (bar %.2f to %.2f), %d each%n",
                within ? "within bar" : "BAR MISSED",
                of,
                harness * 1e-6,
                alone * 1e-6,
                ratio,
                LOW,
                HIGH,
                bare.length);
        return within;
    }

    private static double median(long[] nanos) {
        return SortedSample.of(Arrays.stream(nanos).asDoubleStream().toArray()).median();
    }

    /** Prints what the ledger cost that ran beside both. */
    static void printLedger(Interference interference) {
        double share = LedgerTotal.RECORDER_CPU_TIME.in(interference).orElse(0)
                / LedgerTotal.OBSERVED_TIME.in(interference).orElse(1);
        System.out.printf(Locale.ROOT, "the ledger took %.3f %% of one processor%n", 100 * share);
    }
}
