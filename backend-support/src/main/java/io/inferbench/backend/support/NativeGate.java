package io.inferbench.backend.support;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps native memory alive while a thread is inside native code, and refuses everyone once it is freed.
 *
 * <p>A session has a gate, and each of its calls a {@link #part} of it: one thread at a time is inside the whole, and closing
 * the session closes the calls that are left. Entering costs one uncontended lock and allocates nothing. Closing waits for
 * the call that is running, unless that call closes itself. Safe for use by several threads.
 */
public final class NativeGate {

    private final ReentrantLock lock;
    private final @Nullable NativeGate whole;
    private final String what;
    private final Runnable release;
    private final Set<NativeGate> parts = new LinkedHashSet<>();
    private boolean closed;

    /**
     * Creates an open gate.
     *
     * @param what names the guarded thing in error texts
     * @param release frees it; run once, while nobody else is inside
     */
    public NativeGate(String what, Runnable release) {
        this(new ReentrantLock(), null, what, release);
    }

    private NativeGate(ReentrantLock lock, @Nullable NativeGate whole, String what, Runnable release) {
        this.lock = lock;
        this.whole = whole;
        this.what = what;
        this.release = release;
    }

    /**
     * Returns an open gate of something that is freed before what this one guards.
     *
     * @throws IllegalStateException if this one is closed
     */
    public NativeGate part(String partName, Runnable partRelease) {
        enter();
        try {
            NativeGate part = new NativeGate(lock, this, partName, partRelease);
            parts.add(part);
            return part;
        } finally {
            leave();
        }
    }

    /**
     * Enters; {@link #leave} must follow.
     *
     * @throws IllegalStateException if closed
     */
    public void enter() {
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
    public void requireOpen() {
        if (whole != null) {
            whole.requireOpen();
        }
        if (closed) {
            throw new IllegalStateException(what + " is closed");
        }
    }

    /** Leaves. */
    public void leave() {
        lock.unlock();
    }

    /** Closes and frees what is guarded, its parts first; does nothing the second time. */
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                List.copyOf(parts).forEach(NativeGate::close);
                if (whole != null) {
                    whole.parts.remove(this);
                }
                release.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
