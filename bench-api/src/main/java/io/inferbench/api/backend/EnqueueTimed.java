package io.inferbench.api.backend;

/** A call that knows how long it took to hand its latest run to the device, before waiting for it. */
public interface EnqueueTimed {

    /** Returns the host time from the start of the latest run until everything was enqueued (B-16). */
    long enqueueNanos();
}
