package io.inferbench.api.workload;

import io.inferbench.api.backend.ServedRequest;
import java.util.OptionalInt;

/** Requests for a server. */
public interface ServedWorkloadSession extends WorkloadSession {

    /**
     * Returns the request at that place; no I/O, the same content every time (W-02).
     *
     * @param index from 0 to {@link #size()}, exclusive
     * @throws IndexOutOfBoundsException if it is outside (W-05)
     */
    ServedRequest request(int index);

    /** Returns the tokens of a request's prompt, where the workload counted them; the server may add its template's. */
    default OptionalInt promptTokens(int index) {
        return OptionalInt.empty();
    }

    /**
     * Returns the request that must have been answered before this one is sent: the turn before in a conversation.
     *
     * @return an index below this one, of which no other request says the same
     */
    default OptionalInt predecessor(int index) {
        return OptionalInt.empty();
    }
}
