package io.inferbench.core.run;

import io.inferbench.api.Device;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.core.stats.SortedSample;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the timed loop adds to a latency: the loop itself, over calls that do nothing. */
public final class HarnessCost {

    private static final int BATCHES = 10;
    private static final int CALLS = 5_000;

    private HarnessCost() {}

    /**
     * Measures on the calling thread; takes some ten milliseconds.
     *
     * @return median of the recorded latencies, the least of several batches: the first ones run interpreted
     */
    public static double measureNanos() {
        double least = Double.POSITIVE_INFINITY;
        try (IterationLoop loop = nullLoop()) {
            for (int batch = 0; batch < BATCHES; batch++) {
                loop.log().drop();
                loop.run(new WindowBounds(CALLS, 0, CALLS, System.nanoTime() + Long.MAX_VALUE / 2));
                long[] latencies =
                        Arrays.copyOf(loop.log().latencies(), loop.log().rows());
                least = Math.min(least, SortedSample.of(latencies).median());
            }
        } catch (BackendException impossible) {
            throw new IllegalStateException(impossible);
        }
        return least;
    }

    /** Returns the timed loop over calls that do nothing; also what the harness's own benchmark runs. */
    static IterationLoop nullLoop() throws BackendException {
        return new IterationLoop(
                PreparedCalls.prepare(
                        new NullSession(), new NullWorkload(), RequestOrder.seeded(1, 0), new RequestSizes()),
                System.nanoTime());
    }

    private static final class NullCall implements TensorCall {

        @Override
        public void run() {}

        @Override
        public List<Tensor> outputs() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private static final class NullSession implements TensorSession {

        @Override
        public ModelSignature signature() {
            return new ModelSignature(List.of(), List.of());
        }

        @Override
        public TensorCall prepare(InferenceRequest request) {
            return new NullCall();
        }

        @Override
        public List<Device> devices() {
            return List.of(Device.CPU);
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }

        @Override
        public void close() {}
    }

    private static final class NullWorkload implements TensorWorkloadSession {

        @Override
        public int size() {
            return 1;
        }

        @Override
        public InferenceRequest request(int index) {
            return InferenceRequest.builder().build();
        }

        @Override
        public void close() {}
    }
}
