package io.inferbench.core.ledger;

import io.inferbench.api.report.Interference;
import io.inferbench.core.clock.NanoClock;
import io.inferbench.core.host.HostReadings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Watches what else goes on in this process and on this machine, from {@link #start} to {@link #stop}.
 *
 * <p>One thread wakes 50 times a second to see how late it wakes, and once a second to read the host. It allocates
 * nothing but for that reading. Its own processor time is in the ledger. Several recorders may be open in one process; each sees all.
 */
public final class LedgerRecorder implements AutoCloseable {

    private final LedgerLoop loop;
    private final Thread thread;
    private volatile boolean stopped;
    private final AtomicReference<@Nullable CountDownLatch> restart = new AtomicReference<>();
    private volatile LedgerCost cost = new LedgerCost(OptionalLong.empty());
    private Interference ledger = Interference.none();

    private LedgerRecorder(LedgerLoop loop) {
        this.loop = loop;
        this.thread = new Thread(this::watch, "inferbench-ledger");
        this.thread.setDaemon(true);
    }

    /**
     * Starts watching. The first call of a process takes up to a second, which the flight recorder needs.
     *
     * @param originNanos the {@link System#nanoTime} that event times are offsets from: the fork's clock
     */
    public static LedgerRecorder start(long originNanos) {
        return start(originNanos, sourcesOfThisMachine());
    }

    static LedgerRecorder start(long originNanos, List<LedgerSource> sources) {
        LedgerRecorder recorder = new LedgerRecorder(new LedgerLoop(NanoClock.system(), originNanos, sources));
        recorder.loop.begin();
        recorder.thread.start();
        return recorder;
    }

    /**
     * Forgets what was seen so far and begins anew, without what makes the first start slow. Returns when it has: after one
     * step of 20 ms at most. Does nothing after {@link #stop}.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    public void restart() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        restart.set(begun);
        while (!stopped && !begun.await(1, TimeUnit.SECONDS)) {
            continue;
        }
    }

    /**
     * Stops watching and returns what was seen; called again, returns the same.
     *
     * <p>Called by the thread that started. Takes about 0.1 s, for the flight recorder's file.
     */
    public Interference stop() {
        if (!stopped) {
            stopped = true;
            awaitEnd();
            ledger = loop.end(cost);
        }
        return ledger;
    }

    /** Stops watching, if {@link #stop} has not. */
    @Override
    public void close() {
        stop();
    }

    private void watch() {
        LedgerCost before = LedgerCost.ofCurrentThread();
        while (!stopped) {
            loop.step();
            CountDownLatch asked = restart.getAndSet(null);
            if (asked != null) {
                loop.begin();
                before = LedgerCost.ofCurrentThread();
                asked.countDown();
            }
        }
        cost = LedgerCost.ofCurrentThread().since(before);
    }

    private void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                // At most two steps of 20 ms; the caller's wish to stop is kept for it.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The flight recorder first: its start is slow and busy, and nobody else shall count that. */
    private static List<LedgerSource> sourcesOfThisMachine() {
        HostReadings readings = HostReadings.ofThisMachine();
        List<LedgerSource> sources = new ArrayList<>();
        sources.add(flightRecorder());
        sources.add(new RuntimeBeans());
        sources.add(new HostCounters(readings));
        sources.add(new HostLoad(readings));
        return sources;
    }

    private static LedgerSource flightRecorder() {
        try {
            return new FlightRecorderPauses();
        } catch (LinkageError notInThisRuntime) {
            return new AbsentSource("flight recorder", "the module jdk.jfr is not part of this JVM");
        }
    }

    /** Says why a source that is wanted is not there. */
    private record AbsentSource(String name, String reason) implements LedgerSource {

        @Override
        public void begin(LedgerDraft draft) {
            draft.unavailable(name, reason);
        }

        @Override
        public void end(LedgerDraft draft, Span span) {}
    }
}
