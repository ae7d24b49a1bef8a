package io.inferbench.benchmarks;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import java.util.Arrays;

/** A generation timed by as little code as there can be. */
final class BareGeneration {

    private final long[] arrivals;
    private long begin;
    private int count;

    BareGeneration(int mostTokens) {
        this.arrivals = new long[mostTokens];
    }

    void run(GenerationCall call) throws BackendException {
        count = 0;
        begin = System.nanoTime();
        call.run(step -> {
            arrivals[count++] = System.nanoTime();
            return true;
        });
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
