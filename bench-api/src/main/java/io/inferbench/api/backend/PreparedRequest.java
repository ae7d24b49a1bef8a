package io.inferbench.api.backend;

/** A request in the form in which it is sent; holds memory only, and is usable until its session closes. */
@FunctionalInterface
public interface PreparedRequest {

    /**
     * Sends the request, without waiting for anything.
     *
     * <p>Any thread may call this, several at once too. Whatever goes wrong from here on is reported to the listener as
     * the request's end, and nothing is tried twice.
     *
     * @param listener for this one sending
     * @throws IllegalStateException after the session was closed
     */
    InFlight start(RequestListener listener);
}
