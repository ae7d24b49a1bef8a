package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.core.stats.SortedSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All callers of one session: a single one on the calling thread, or several on threads of their own that begin each
 * window together.
 */
final class Callers implements AutoCloseable {

    private final List<Caller> callers;
    private final ExecutorService threads;
    private final int[] firstRows;

    private Callers(List<Caller> callers, ExecutorService threads) {
        this.callers = callers;
        this.threads = threads;
        this.firstRows = new int[callers.size()];
    }

    /** Takes at least one caller; closes them when it is closed. */
    static Callers of(List<? extends Caller> callers) {
        ExecutorService threads = Executors.newFixedThreadPool(callers.size(), work -> {
            Thread thread = new Thread(work, "inferbench-caller");
            thread.setDaemon(true);
            return thread;
        });
        return new Callers(List.copyOf(callers), threads);
    }

    int count() {
        return callers.size();
    }

    /** Returns the logs, one a caller; not to be read during a window. */
    List<IterationLog> logs() {
        return callers.stream().map(Caller::log).toList();
    }

    /**
     * Runs one window on every caller.
     *
     * @throws BackendException if a call of any caller fails; the others end their window first
     * @throws InterruptedException if this thread was interrupted between or during windows
     */
    Window run(WindowBounds bounds) throws BackendException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted between two windows");
        }
        for (int i = 0; i < firstRows.length; i++) {
            firstRows[i] = callers.get(i).log().rows();
        }
        if (callers.size() == 1) {
            callers.get(0).run(bounds);
        } else {
            runTogether(bounds);
        }
        return window();
    }

    private void runTogether(WindowBounds bounds) throws BackendException, InterruptedException {
        CyclicBarrier start = new CyclicBarrier(callers.size());
        List<Future<Integer>> running = new ArrayList<>();
        for (Caller caller : callers) {
            running.add(threads.submit(() -> {
                await(start);
                return caller.run(bounds);
            }));
        }
        List<Throwable> failures = new ArrayList<>();
        for (Future<Integer> future : running) {
            try {
                future.get();
            } catch (ExecutionException failed) {
                failures.add(failed.getCause());
            }
        }
        if (!failures.isEmpty()) {
            rethrow(failures.get(0));
        }
    }

    private static void await(CyclicBarrier start) throws InterruptedException {
        try {
            start.await();
        } catch (BrokenBarrierException anotherWasInterrupted) {
            throw new IllegalStateException("another caller did not come to the start", anotherWasInterrupted);
        }
    }

    private static void rethrow(Throwable failure) throws BackendException {
        if (failure instanceof BackendException expected) {
            throw expected;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw new IllegalStateException(failure);
    }

    /**
     * Where every caller was busy: from the last one's beginning to the first one's end. Throughput counts calls that
     * cross its edges by the part inside.
     */
    private Window window() {
        long start = Long.MIN_VALUE;
        long end = Long.MAX_VALUE;
        long lastEnd = Long.MIN_VALUE;
        int calls = 0;
        for (int i = 0; i < firstRows.length; i++) {
            IterationLog log = callers.get(i).log();
            int last = log.rows() - 1;
            start = Math.max(start, log.starts()[firstRows[i]]);
            long ended = log.starts()[last] + log.latencies()[last];
            end = Math.min(end, ended);
            lastEnd = Math.max(lastEnd, ended);
            calls += log.rows() - firstRows[i];
        }
        // A caller that had ended before another began leaves no stretch in which all were busy.
        long median = Math.round(SortedSample.of(latestLatencies()).median());
        return new Window(start, end > start ? end : lastEnd, calls, median);
    }

    /** Returns the latencies of the latest window, caller after caller. */
    double[] latestLatencies() {
        double[] all = new double[0];
        for (int i = 0; i < firstRows.length; i++) {
            IterationLog log = callers.get(i).log();
            int first = firstRows[i];
            int offset = all.length;
            all = Arrays.copyOf(all, offset + log.rows() - first);
            for (int row = first; row < log.rows(); row++) {
                all[offset + row - first] = log.latencies()[row];
            }
        }
        return all;
    }

    /** Forgets all rows, keeps the memory. */
    void drop() {
        callers.forEach(caller -> caller.log().drop());
    }

    /** Returns rows kept, of all callers. */
    long rows() {
        return callers.stream().mapToLong(caller -> caller.log().rows()).sum();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        callers.forEach(Caller::close);
    }
}
