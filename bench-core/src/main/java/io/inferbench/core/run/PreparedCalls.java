package io.inferbench.core.run;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.workload.TensorWorkloadSession;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The calls of one caller, prepared in blocks in the order of their turns.
 *
 * <p>A workload of a few requests is one block, prepared once. A large one would bind too much memory at a time, so the
 * next block is prepared when the last is used up: always between two calls.
 */
final class PreparedCalls implements AutoCloseable {

    /** Most calls bound at a time. */
    static final int BLOCK = 256;

    private final TensorSession session;
    private final TensorWorkloadSession workload;
    private final RequestOrder order;
    private TensorCall[] calls = {};
    private int[] requests = {};
    private final RequestSizes sizes;
    private long firstTurn;

    private PreparedCalls(
            TensorSession session, TensorWorkloadSession workload, RequestOrder order, RequestSizes sizes) {
        this.session = session;
        this.workload = workload;
        this.order = order;
        this.sizes = sizes;
    }

    /**
     * Prepares the first block.
     *
     * @throws BackendException if a request does not fit the model
     */
    static PreparedCalls prepare(
            TensorSession session, TensorWorkloadSession workload, RequestOrder order, RequestSizes sizes)
            throws BackendException {
        PreparedCalls prepared = new PreparedCalls(session, workload, order, sizes);
        try {
            prepared.fill(0);
        } catch (BackendException | RuntimeException | Error failed) {
            prepared.close();
            throw failed;
        }
        return prepared;
    }

    TensorCall[] calls() {
        return calls;
    }

    /** Returns the request index of each prepared call. */
    int[] requests() {
        return requests;
    }

    /** Returns whether every request is prepared, so that turns can go round without a stop. */
    boolean isOneBlock() {
        return order.size() <= BLOCK;
    }

    boolean manyRequests() {
        return order.size() > 1;
    }

    /** Returns what the latest run of a request gave; empty if its call is not bound now. */
    Optional<List<Tensor>> latestOutputs(int request) {
        for (int i = 0; i < calls.length; i++) {
            if (requests[i] == request) {
                return Optional.of(calls[i].outputs());
            }
        }
        return Optional.empty();
    }

    /** Makes the next block ready once every call of this one has had its turn; costs nothing for a single block. */
    void turnOver() throws BackendException {
        if (!isOneBlock()) {
            fill((firstTurn + calls.length) % order.size());
        }
    }

    private void fill(long turn) throws BackendException {
        close();
        int count = (int) Math.min(BLOCK, order.size() - turn);
        TensorCall[] block = new TensorCall[count];
        int[] indices = new int[count];
        int made = 0;
        try {
            for (; made < count; made++) {
                indices[made] = order.request(turn + made);
                InferenceRequest request = workload.request(indices[made]);
                sizes.add(indices[made], request.sampleCount(), request.tokenCount());
                block[made] = session.prepare(request);
            }
        } finally {
            calls = made == count ? block : Stream.of(block).limit(made).toArray(TensorCall[]::new);
            requests = indices;
            firstTurn = turn;
        }
    }

    @Override
    public void close() {
        for (TensorCall call : calls) {
            call.close();
        }
        calls = new TensorCall[0];
    }
}
