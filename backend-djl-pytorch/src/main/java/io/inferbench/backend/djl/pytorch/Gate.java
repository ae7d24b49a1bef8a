package io.inferbench.backend.djl.pytorch;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps native memory alive while a thread is inside native code, and refuses everyone once it is freed.
 *
 * <p>Entering costs one uncontended lock and allocates nothing. Closing waits for the call that is running.
 */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final String what;
    private boolean closed;

    /** Creates an open gate; {@code what} names the guarded thing in error texts. */
    Gate(String what) {
        this.what = what;
    }

    /**
     * Enters; {@link #leave} must follow.
     *
     * @throws IllegalStateException if closed
     */
    void enter() {
        lock.lock();
        try {
            requireOpen();
        } catch (IllegalStateException refused) {
            lock.unlock();
            throw refused;
        }
    }

    /**
     * Looks whether the thread inside has closed the gate behind itself.
     *
     * @throws IllegalStateException if closed
     */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException(what + " is closed");
        }
    }

    /** Leaves. */
    void leave() {
        lock.unlock();
    }

    /** Closes and frees, the first time. */
    void close(Runnable release) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                release.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Frees a part while nobody is inside; the part itself knows whether it was freed before. */
    void closePart(Runnable release) {
        lock.lock();
        try {
            release.run();
        } finally {
            lock.unlock();
        }
    }
}
