package io.inferbench.api.backend;

/** A call that knows how much of its latest run was the engine's own, apart from the layers around it. */
public interface EngineTimed {

    /**
     * Returns the host time inside the engine's own call of the latest run (B-16).
     *
     * <p>What is left of the caller's time went into bindings, copies and whatever library lies between.
     */
    long engineNanos();
}
