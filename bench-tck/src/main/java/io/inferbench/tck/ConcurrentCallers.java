package io.inferbench.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs an action on several threads that start together. */
final class ConcurrentCallers {

    private ConcurrentCallers() {}

    /** What one caller does. */
    @FunctionalInterface
    interface Caller {
        void call(int number) throws Exception;
    }

    /** Returns when all callers have ended; throws the first failure. */
    static void run(int callers, Caller action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier start = new CyclicBarrier(callers);
            List<Future<?>> running = new ArrayList<>();
            for (int number = 0; number < callers; number++) {
                int caller = number;
                running.add(threads.submit(() -> {
                    start.await();
                    action.call(caller);
                    return caller;
                }));
            }
            for (Future<?> future : running) {
                await(future);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(Future<?> future) throws Exception {
        try {
            future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
