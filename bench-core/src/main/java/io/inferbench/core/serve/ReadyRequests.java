package io.inferbench.core.serve;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.workload.ServedWorkloadSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Makes every request of a workload ready before the load begins. */
final class ReadyRequests {

    private static final int NOBODY = -1;

    private ReadyRequests() {}

    static List<ReadyRequest> of(RequestSession session, ServedWorkloadSession workload) throws BackendException {
        int[] successors = new int[workload.size()];
        Arrays.fill(successors, NOBODY);
        for (int index = 0; index < successors.length; index++) {
            OptionalInt before = workload.predecessor(index);
            if (before.isPresent()) {
                require(before.getAsInt() < index && successors[before.getAsInt()] == NOBODY, index);
                successors[before.getAsInt()] = index;
            }
        }
        List<ReadyRequest> requests = new ArrayList<>(successors.length);
        for (int index = 0; index < successors.length; index++) {
            ServedRequest request = workload.request(index);
            requests.add(new ReadyRequest(
                    index,
                    request,
                    workload.promptTokens(index),
                    session.prepare(request),
                    successors[index] == NOBODY ? OptionalInt.empty() : OptionalInt.of(successors[index])));
        }
        return requests;
    }

    private static void require(boolean holds, int index) throws BackendException {
        if (!holds) {
            throw new BackendException("the workload lets request " + index
                    + " follow one that comes after it, or that another one follows too");
        }
    }
}
