package io.inferbench.tck;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The Java threads alive at one moment. */
record RunningThreads(Set<Thread> threads) {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    static RunningThreads now() {
        return new RunningThreads(Set.copyOf(Thread.getAllStackTraces().keySet()));
    }

    /** Returns how many of these threads were not among the earlier ones. */
    int since(RunningThreads earlier) {
        return (int) threads.stream()
                .filter(thread -> !earlier.threads.contains(thread))
                .count();
    }

    /** Returns the threads that started since and do not end within a moment. */
    List<String> startedSince(Predicate<Thread> filter) throws InterruptedException {
        List<Thread> started = now().threads().stream()
                .filter(thread -> !threads.contains(thread))
                .filter(filter)
                .toList();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        for (Thread thread : started) {
            // At least a millisecond, since 0 would wait for ever.
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
        return started.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .sorted()
                .toList();
    }
}
