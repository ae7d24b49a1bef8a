package io.inferbench.benchmarks;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import java.util.Arrays;

/** A generation timed by as little code as there can be. */
final class BareGeneration {

    private final GenerationSession session;
    private final GenerationRequest request;
    private final long[] arrivals;
    private long begin;
    private int count;

    BareGeneration(GenerationSession session, GenerationRequest request) {
        this.session = session;
        this.request = request;
        this.arrivals = new long[request.maxNewTokens()];
    }

    void run() throws BackendException {
        try (GenerationCall call = session.prepare(request)) {
            count = 0;
            begin = System.nanoTime();
            call.run(step -> {
                arrivals[count++] = System.nanoTime();
                return true;
            });
        }
    }

    long[] firstTokenNanos() {
        return new long[] {arrivals[0] - begin};
    }

    long[] stepNanos() {
        long[] gaps = new long[count - 1];
        Arrays.setAll(gaps, step -> arrivals[step + 1] - arrivals[step]);
        return gaps;
    }
}
