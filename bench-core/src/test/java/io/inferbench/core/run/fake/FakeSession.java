package io.inferbench.core.run.fake;

import io.inferbench.api.Device;
import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.ConcurrentSession;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Adds each sample's numbers up. */
public class FakeSession implements TensorSession {

    public static final int WIDTH = 8;

    private final Behaviour behaviour;
    private final Device device;
    private final AtomicInteger runs = new AtomicInteger();

    private FakeSession(Behaviour behaviour, Device device) {
        this.behaviour = behaviour;
        this.device = device;
    }

    static FakeSession open(Behaviour behaviour, int concurrency, Device device) {
        return concurrency == 1 ? new FakeSession(behaviour, device) : new ManyCallers(behaviour, device, concurrency);
    }

    @Override
    public ModelSignature signature() {
        Dimension batch = Dimension.free("batch");
        return new ModelSignature(
                List.of(new TensorSpec("vectors", ElementType.FLOAT32, List.of(batch, Dimension.of(WIDTH)))),
                List.of(new TensorSpec("sums", ElementType.FLOAT32, List.of(batch))));
    }

    @Override
    public TensorCall prepare(InferenceRequest request) throws BackendException {
        if (behaviour == Behaviour.THROW_IN_PREPARE) {
            throw new BackendException("input 'vectors' should be [2x8], not [1x8]");
        }
        return new FakeCall(behaviour, request, runs);
    }

    @Override
    public List<Device> devices() {
        return List.of(device);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("engine.version", "1.0", "runs", "" + runs.get());
    }

    @Override
    public void close() {
        if (behaviour == Behaviour.THROW_IN_CLOSE) {
            throw new IllegalStateException("will not close");
        }
    }

    private static final class ManyCallers extends FakeSession implements ConcurrentSession {

        private final int most;

        ManyCallers(Behaviour behaviour, Device device, int most) {
            super(behaviour, device);
            this.most = most;
        }

        @Override
        public int maxConcurrency() {
            return most;
        }
    }
}
