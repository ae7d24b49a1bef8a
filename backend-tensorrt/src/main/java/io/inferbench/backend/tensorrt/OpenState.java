package io.inferbench.backend.tensorrt;

/** Whether native memory is still there; whoever uses it holds this object's monitor, so that nobody frees it meanwhile. */
final class OpenState {

    private final String what;
    private boolean closed;

    OpenState(String what) {
        this.what = what;
    }

    /**
     * Lets only the living pass; the caller holds the monitor.
     *
     * @throws IllegalStateException if closed
     */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException(what + " is closed");
        }
    }

    /** Closes; returns whether this was the first time. The caller holds the monitor. */
    boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }
}
