package io.inferbench.examples.faults;

import io.inferbench.api.option.Durations;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * As fast as the engine it hides, less the delay that its process was started with: {@code -Dexamples.delay=3ms}.
 *
 * <p>Stands for a team's own engine that somebody made slower.
 */
public final class DelayedBackend extends FaultyBackend {

    /** System property: how long each call waits before it begins; none unless it is set. */
    public static final String DELAY = "examples.delay";

    /** Creates the backend. */
    public DelayedBackend() {
        super("delayed", "waits before each call", new Delay(Durations.parse(System.getProperty(DELAY, "0s"))));
    }

    private record Delay(Duration duration) implements Misdeed {

        @Override
        public void before(int call) {
            long due = System.nanoTime() + duration.toNanos();
            for (long left = duration.toNanos(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
