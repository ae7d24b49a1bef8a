package io.inferbench.core.run.fake;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.DeviceTimed;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One prepared sum; claims that its device took 40 ns. */
final class FakeCall implements TensorCall, DeviceTimed {

    private static final int TURNING_POINT = 100;

    /** Long beside the timed loop's own cost. */
    private static final long LEAST_NANOS = 20_000;

    private final Behaviour behaviour;
    private final Tensor input;
    private final Tensor output;
    private final AtomicInteger runs;
    private final int samples;

    FakeCall(Behaviour behaviour, InferenceRequest request, AtomicInteger runs) {
        this.behaviour = behaviour;
        this.input = request.inputs().get(0);
        this.samples = Math.toIntExact(input.shape()[0]);
        this.output = behaviour == Behaviour.WRONG_SHAPE
                ? Tensor.allocate("sums", ElementType.FLOAT32, samples, 2)
                : Tensor.allocate("sums", ElementType.FLOAT32, samples);
        this.runs = runs;
    }

    @Override
    public void run() throws BackendException {
        int run = runs.incrementAndGet();
        Misdeeds.perhaps(behaviour, run);
        Misdeeds.spin(LEAST_NANOS);
        float change = behaviour == Behaviour.LIE || (behaviour == Behaviour.TURN_LIAR && run > TURNING_POINT) ? 2 : 1;
        for (int sample = 0; sample < samples; sample++) {
            float sum = 0;
            for (int i = 0; i < FakeSession.WIDTH; i++) {
                sum += input.bytes().getFloat((sample * FakeSession.WIDTH + i) * Float.BYTES);
            }
            output.bytes()
                    .putFloat(sample * Float.BYTES, behaviour == Behaviour.NOT_A_NUMBER ? Float.NaN : sum * change);
        }
    }

    @Override
    public long deviceNanos() {
        return 40;
    }

    @Override
    public List<Tensor> outputs() {
        return List.of(output);
    }

    @Override
    public void close() {}
}
