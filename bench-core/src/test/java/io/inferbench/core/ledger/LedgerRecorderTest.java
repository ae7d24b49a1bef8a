package io.inferbench.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Interference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the JVM and the machine that the test runs on. */
class LedgerRecorderTest {
    private static final long CLOCKS_APART = 50_000_000;

    @Test
    void seesACollectionAtTheTimeItHappened() {
        long origin = System.nanoTime();
        Interference ledger;
        long before;
        long after;
        try (LedgerRecorder recorder = LedgerRecorder.start(origin)) {
            before = System.nanoTime() - origin;
            System.gc();
            after = System.nanoTime() - origin;
            ledger = recorder.stop();
        }

        assertThat(LedgerTotal.GC_COUNT.in(ledger).orElseThrow()).isPositive();
        assertThat(LedgerTotal.GC_PAUSE_TIME.in(ledger).orElseThrow()).isBetween(1.0, (double) (after - before));
        assertThat(LedgerTotal.SAFEPOINT_TIME.in(ledger).orElseThrow())
                .isGreaterThanOrEqualTo(LedgerTotal.GC_PAUSE_TIME.in(ledger).orElseThrow());
        assertThat(ledger.events())
                .filteredOn(event -> event.kind().equals("gc-pause"))
                .anySatisfy(event -> {
                    // The two clocks are read one after the other; on a busy machine milliseconds can lie between.
                    assertThat(event.startNanos()).isBetween(before - CLOCKS_APART, after + CLOCKS_APART);
                    assertThat(event.startNanos() + event.durationNanos()).isLessThan(after + CLOCKS_APART);
                });
    }

    @Test
    void tellsWhatEveryMachineTells() {
        LedgerRecorder recorder = LedgerRecorder.start(System.nanoTime());
        Interference ledger = recorder.stop();

        assertThat(ledger.totals())
                .containsKeys(
                        "observed_ns",
                        "gc_count",
                        "gc_pause_ns",
                        "safepoint_ns",
                        "safepoint_count",
                        "own_cpu_percent",
                        "other_cpu_percent",
                        "peak_resident_bytes",
                        "ledger_cpu_ns");
        assertThat(recorder.stop()).isSameAs(ledger);
        assertThat(threads()).noneMatch(thread -> thread.getName().equals("inferbench-ledger"));
    }

    @Test
    void twoLedgersSeeTheSameWithoutEachOther() {
        try (LedgerRecorder outer = LedgerRecorder.start(System.nanoTime());
                LedgerRecorder inner = LedgerRecorder.start(System.nanoTime())) {
            System.gc();
            Interference first = inner.stop();
            Interference second = outer.stop();

            assertThat(LedgerTotal.SAFEPOINT_COUNT.in(first).orElseThrow()).isPositive();
            assertThat(LedgerTotal.SAFEPOINT_COUNT.in(second).orElseThrow())
                    .isGreaterThanOrEqualTo(
                            LedgerTotal.SAFEPOINT_COUNT.in(first).orElseThrow());
        }
    }

    @Test
    void aRestartForgetsWhatCameBefore() throws InterruptedException {
        long origin = System.nanoTime();
        try (LedgerRecorder recorder = LedgerRecorder.start(origin)) {
            System.gc();
            long before = System.nanoTime();
            recorder.restart();
            Interference ledger = recorder.stop();

            assertThat(LedgerTotal.OBSERVED_TIME.in(ledger).orElseThrow()).isLessThan(System.nanoTime() - before);
            assertThat(ledger.events()).noneMatch(event -> event.startNanos() < before - origin);
            recorder.restart();
        }
    }

    @Test
    void anInterruptedCallerStillGetsItsLedger() {
        LedgerRecorder recorder = LedgerRecorder.start(System.nanoTime(), List.of());
        Thread.currentThread().interrupt();
        try {
            assertThat(LedgerTotal.OBSERVED_TIME.in(recorder.stop())).isPresent();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    private static List<Thread> threads() {
        return List.copyOf(Thread.getAllStackTraces().keySet());
    }
}
