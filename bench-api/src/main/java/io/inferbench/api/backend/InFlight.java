package io.inferbench.api.backend;

/** A request on its way. */
@FunctionalInterface
public interface InFlight {

    /**
     * Gives the request up.
     *
     * <p>Any thread may call this; returns at once. The listener is told of the end, {@link
     * RequestEnd.Failure#CANCELLED}, unless it was told of another one.
     */
    void cancel();
}
