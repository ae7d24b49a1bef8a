package com.example.ejml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kit knows the rules of all backends, but not what this one should compute. */
class EjmlResultTest {

    @Test
    void layersAreMultipliedAndRectifiedBetween() throws Exception {
        Perceptron model = new Perceptron(List.of(
                new Perceptron.Layer(2, 2, new float[] {1, -1, 2, 1}), new Perceptron.Layer(2, 1, new float[] {3, 5})));
        InferenceRequest request = InferenceRequest.builder()
                .input(Tensor.ofFloats("x", new long[] {2, 2}, 1, 2, 3, -1))
                .build();

        try (EjmlSession session = new EjmlSession(model, 1);
                TensorCall call = session.prepare(request)) {
            call.run();

            // (1, 2) → (5, 1) → 20; (3, -1) → (1, -4), rectified (1, 0) → 3
            Tensor y = call.outputs().get(0);
            assertThat(y.value(0)).isEqualTo(20, within(1e-6));
            assertThat(y.value(1)).isEqualTo(3, within(1e-6));
        }
    }
}
