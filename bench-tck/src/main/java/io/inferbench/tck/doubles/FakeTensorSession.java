package io.inferbench.tck.doubles;

import io.inferbench.api.Device;
import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.ConcurrentSession;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.RequestCheck;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Computes {@code y = x · W + shift} with weights from the seed. */
final class FakeTensorSession implements TensorSession, ConcurrentSession {

    static final int FEATURES = 8;

    private static final int MAX_CONCURRENCY = 64;

    private static final Dimension BATCH = Dimension.free("batch");
    private static final TensorSpec X =
            new TensorSpec("x", ElementType.FLOAT32, List.of(BATCH, Dimension.of(FEATURES)));
    private static final TensorSpec SHIFT = new TensorSpec("shift", ElementType.INT64, List.of(BATCH));
    private static final TensorSpec Y =
            new TensorSpec("y", ElementType.FLOAT32, List.of(BATCH, Dimension.of(FEATURES)));

    private final FakeEngine engine;
    private final float[] weights = new float[FEATURES * FEATURES];
    private volatile boolean closed;

    FakeTensorSession(FakeModel model, FakeEngine engine) {
        this.engine = engine;
        SplittableRandom random = new SplittableRandom(model.seed());
        for (int at = 0; at < weights.length; at++) {
            weights[at] = (float) (random.nextDouble() - 0.5);
        }
    }

    @Override
    public ModelSignature signature() {
        return new ModelSignature(List.of(X, SHIFT), List.of(Y));
    }

    @Override
    public int maxConcurrency() {
        return MAX_CONCURRENCY;
    }

    @Override
    public List<Device> devices() {
        return engine.devices();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("engine.version", "1.0");
    }

    @Override
    public TensorCall prepare(InferenceRequest request) throws BackendException {
        requireOpen();
        RequestCheck.require("fake", signature(), request);
        return new Call(
                request.input(X.name()).orElseThrow(),
                request.input(SHIFT.name()).orElseThrow());
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    private final class Call implements TensorCall {

        private final ByteBuffer x;
        private final ByteBuffer shift;
        private final int batchSize;
        private final Tensor y;
        private final List<Tensor> outputs;
        private long runs;
        private boolean callClosed;

        Call(Tensor x, Tensor shift) {
            this.x = x.bytes();
            this.shift = shift.bytes();
            this.batchSize = Math.toIntExact(x.shape()[0]);
            this.y = Tensor.allocate(Y.name(), Y.type(), x.shape());
            this.outputs = List.of(y);
        }

        @Override
        public void run() throws BackendException {
            requireOpen();
            if (callClosed) {
                throw new IllegalStateException("the call is closed");
            }
            long run = runs++;
            engine.beforeRun(run);
            long end = engine.endOfRun(run);
            compute(engine.lies(run) ? -1 : 1);
            engine.clock().awaitUntil(end);
        }

        private void compute(float sign) {
            for (int row = 0; row < batchSize; row++) {
                long offset = shift.getLong(row * Long.BYTES);
                for (int column = 0; column < FEATURES; column++) {
                    float sum = offset;
                    for (int at = 0; at < FEATURES; at++) {
                        sum += x.getFloat((row * FEATURES + at) * Float.BYTES) * weights[column * FEATURES + at];
                    }
                    y.bytes().putFloat((row * FEATURES + column) * Float.BYTES, sign * sum);
                }
            }
        }

        @Override
        public List<Tensor> outputs() {
            return outputs;
        }

        @Override
        public void close() {
            callClosed = true;
        }
    }
}
