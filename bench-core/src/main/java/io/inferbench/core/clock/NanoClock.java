package io.inferbench.core.clock;

import java.util.concurrent.locks.LockSupport;

/** Monotonic time and waiting, so that a test can let hours pass at once. */
public interface NanoClock {

    /** Returns the time; only differences mean anything, and they may pass {@link Long#MAX_VALUE}. */
    long nanoTime();

    /**
     * Waits about so long. Returns early on {@link LockSupport#unpark} or an interrupt, and without a reason.
     *
     * @param nanos returns at once if not above zero
     */
    void parkNanos(long nanos);

    /** Returns the clock of this machine. */
    static NanoClock system() {
        return SystemClock.INSTANCE;
    }

    /** {@link System#nanoTime} and {@link LockSupport#parkNanos(long)}. */
    enum SystemClock implements NanoClock {
        /** The only one. */
        INSTANCE;

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void parkNanos(long nanos) {
            LockSupport.parkNanos(nanos);
        }
    }
}
