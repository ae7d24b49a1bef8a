package io.inferbench.api.backend;

import java.util.Set;

/**
 * A session that keeps many requests in flight without a thread for each: a server's client.
 *
 * <p>Safe for use by several threads. Answers are reported to a listener on threads of the session, which stamps them by
 * {@link System#nanoTime} at its socket: the one place where a backend takes times, because between the socket and the
 * listener lie parsing and other requests' events, which are the client's time and not the server's. The rules are R-01 …
 * R-10 in {@code docs/contract.md}.
 */
public interface RequestSession extends BackendSession {

    /** Returns the shapes of prompt that the server takes through this session, most wanted first; at least one. */
    Set<Prompt.Form> promptForms();

    /**
     * Makes a request ready to be sent, many times and at once.
     *
     * <p>Outside the timed region: writes the body, so that starting costs the same for a long prompt as for a short one.
     * Sends nothing.
     *
     * @throws BackendException naming everything in the request that cannot be asked of this server
     * @throws IllegalStateException after close
     */
    PreparedRequest prepare(ServedRequest request) throws BackendException;
}
