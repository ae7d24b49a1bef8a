package io.inferbench.core.serve;

import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.ServedRequest;
import java.util.OptionalInt;

/**
 * A request of the workload, ready to be sent.
 *
 * @param index in the workload
 * @param request what is asked
 * @param promptTokens its length, where the prompt is tokens or the workload knows
 * @param prepared the session's form of it
 * @param successor the request that may be sent only when this one is answered: a conversation's next turn
 */
record ReadyRequest(
        int index, ServedRequest request, OptionalInt promptTokens, PreparedRequest prepared, OptionalInt successor) {

    OptionalInt asked() {
        return request.maxNewTokens();
    }
}
