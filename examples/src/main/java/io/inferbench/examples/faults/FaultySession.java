package io.inferbench.examples.faults;

import io.inferbench.api.Device;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import java.util.List;
import java.util.Map;

/** A session of a good engine with a misdeed between it and the harness. */
final class FaultySession implements TensorSession {

    private final TensorSession engine;
    private final Misdeed misdeed;
    private int calls;

    FaultySession(TensorSession engine, Misdeed misdeed) {
        this.engine = engine;
        this.misdeed = misdeed;
    }

    @Override
    public ModelSignature signature() {
        return engine.signature();
    }

    @Override
    public List<Device> devices() {
        return engine.devices();
    }

    @Override
    public Map<String, String> facts() {
        return engine.facts();
    }

    @Override
    public TensorCall prepare(InferenceRequest request) throws BackendException {
        return new FaultyCall(engine.prepare(request));
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class FaultyCall implements TensorCall {

        private final TensorCall call;

        private FaultyCall(TensorCall call) {
            this.call = call;
        }

        @Override
        public void run() throws BackendException {
            calls++;
            misdeed.before(calls);
            call.run();
        }

        @Override
        public List<Tensor> outputs() {
            return misdeed.outputs(call.outputs());
        }

        @Override
        public void close() {
            call.close();
        }
    }
}
