package io.inferbench.examples.faults;

import io.inferbench.api.backend.BackendException;
import java.util.concurrent.CountDownLatch;

/** Does not come back from its sixtieth call. */
public final class HangingBackend extends FaultyBackend {

    private static final int LAST_CALL = 60;

    /** Creates the backend. */
    public HangingBackend() {
        super("hanging", "does not come back from its sixtieth call", new Hang());
    }

    private static final class Hang implements Misdeed {

        @Override
        public void before(int call) throws BackendException {
            if (call == LAST_CALL) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    throw new BackendException("interrupted while hanging", stopped);
                }
            }
        }
    }
}
