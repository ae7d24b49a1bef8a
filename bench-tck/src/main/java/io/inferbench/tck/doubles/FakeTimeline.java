package io.inferbench.tck.doubles;

import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One thread that does things at their times, and in order where times are equal: the I/O thread of a fake client. */
final class FakeTimeline implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private final Thread thread = new Thread(this::work, "fake-requests");
    private long sequence;
    private boolean closed;

    private record Entry(long atNanos, long sequence, Runnable action) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            long difference = atNanos - other.atNanos;
            return difference != 0 ? Long.signum(difference) : Long.compare(sequence, other.sequence);
        }
    }

    static FakeTimeline start() {
        FakeTimeline timeline = new FakeTimeline();
        timeline.thread.setDaemon(true);
        timeline.thread.start();
        return timeline;
    }

    /**
     * Lets the thread do this at that time.
     *
     * @throws IllegalStateException after close
     */
    void at(long nanos, Runnable action) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the session is closed");
            }
            entries.add(new Entry(nanos, sequence++, action));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (Entry next = take(); next != null; next = take()) {
            next.action().run();
        }
    }

    private @Nullable Entry take() {
        lock.lock();
        try {
            while (!closed) {
                Entry first = entries.peek();
                if (first == null) {
                    changed.await();
                } else {
                    long rest = first.atNanos() - System.nanoTime();
                    if (rest <= 0) {
                        return entries.poll();
                    }
                    changed.awaitNanos(rest);
                }
            }
            return null;
        } catch (InterruptedException ended) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what was to come and waits for the thread, unless that is the caller; does nothing the second time. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        // Wakes what hangs on purpose.
        if (Thread.currentThread() != thread) {
            thread.interrupt();
            joinUninterruptibly();
        }
    }

    private void joinUninterruptibly() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
