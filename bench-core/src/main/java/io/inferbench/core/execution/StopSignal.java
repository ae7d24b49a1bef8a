package io.inferbench.core.execution;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into an interrupt of the thread that runs, and holds the JVM's end back until that thread has put its results
 * away.
 */
public final class StopSignal implements AutoCloseable {

    private static final long GRACE_SECONDS = 30;

    private final Thread runner;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "inferbench-stop");

    private boolean interrupted;

    private StopSignal(Thread runner) {
        this.runner = runner;
    }

    /** Watches from now on, for the calling thread. */
    public static StopSignal watch() {
        StopSignal signal = new StopSignal(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Work that may be stopped. */
    @FunctionalInterface
    public interface Stoppable {

        /** Does it. */
        void run() throws InterruptedException, IOException;
    }

    /**
     * Does the work on this thread; whatever stopped it, this thread may go on and put the results away.
     *
     * @return whether it came to its end; otherwise it was stopped
     * @throws IOException as the work throws it
     */
    @SuppressWarnings("InterruptedInCatchBlock") // the mark is to go, see below
    public boolean runToEnd(Stoppable work) throws IOException {
        try {
            work.run();
            return true;
        } catch (InterruptedException asked) {
            interrupted = true;
            // Channels close themselves under a thread that is marked as interrupted.
            Thread.interrupted();
            return false;
        }
    }

    private void stop() {
        runner.interrupt();
        try {
            over.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the JVM go; marks this thread as interrupted again if it was. */
    @Override
    public void close() {
        over.countDown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // it is this hook that waits for us
        }
    }
}
