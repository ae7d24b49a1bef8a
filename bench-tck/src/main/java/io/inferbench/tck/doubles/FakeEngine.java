package io.inferbench.tck.doubles;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongUnaryOperator;

/**
 * What the sessions of one fake backend share: how long work takes and what goes wrong. Allocates nothing per run.
 *
 * @param latencyNanos by number of the run
 * @param clock what waiting means
 * @param misbehaviour what goes wrong
 * @param misbehaveAt from which run on
 * @param devices where it says it runs
 */
record FakeEngine(
        LongUnaryOperator latencyNanos,
        Clock clock,
        FakeBackend.Misbehaviour misbehaviour,
        int misbehaveAt,
        List<Device> devices) {

    private static final int ABORT_STATUS = 134;
    private static final int EXIT_STATUS = 3;

    /** A clock that can be waited on. */
    interface Clock {

        /** The real one; waits busily, since a sleeping thread wakes up late. */
        Clock REAL = new Clock() {
            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            public void awaitUntil(long nanos) {
                while (System.nanoTime() - nanos < 0) {
                    Thread.onSpinWait();
                }
            }
        };

        long now();

        void awaitUntil(long nanos);

        static Clock moving(ManualClock clock) {
            return new Clock() {
                @Override
                public long now() {
                    return clock.getAsLong();
                }

                @Override
                public void awaitUntil(long nanos) {
                    clock.advanceNanos(nanos - clock.getAsLong());
                }
            };
        }
    }

    /** Returns the time at which work that starts now will have lasted as long as this run should. */
    long endOfRun(long run) {
        long nanos = latencyNanos.applyAsLong(run);
        return clock.now() + nanos;
    }

    /** Goes wrong, if this run is to. */
    void beforeRun(long run) throws BackendException {
        if (run < misbehaveAt) {
            return;
        }
        switch (misbehaviour) {
            case RUN_FAILS -> throw new BackendException("the fake backend was told to fail in run " + run);
            case RUN_THROWS_UNCHECKED -> throw new IllegalArgumentException("told to throw in run " + run);
            case HALTS -> Runtime.getRuntime().halt(ABORT_STATUS);
            case EXITS -> System.exit(EXIT_STATUS);
            case HANGS -> hang();
            case NONE, OPEN_FAILS, LIES -> {}
        }
    }

    boolean lies(long run) {
        return misbehaviour == FakeBackend.Misbehaviour.LIES && run >= misbehaveAt;
    }

    private static void hang() throws BackendException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackendException("interrupted while hanging", interrupted);
        }
    }
}
