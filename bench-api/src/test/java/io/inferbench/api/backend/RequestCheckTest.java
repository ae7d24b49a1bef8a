package io.inferbench.api.backend;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestCheckTest {

    private static final ModelSignature SIGNATURE = new ModelSignature(
            List.of(
                    new TensorSpec("ids", ElementType.INT64, List.of(Dimension.free("batch"), Dimension.of(2))),
                    new TensorSpec("mask", ElementType.INT64, List.of(Dimension.free("batch")))),
            List.of());

    private static final Tensor IDS = Tensor.ofLongs("ids", new long[] {1, 2}, 1, 2);
    private static final Tensor MASK = Tensor.ofLongs("mask", new long[] {1}, 1);

    @Test
    void acceptsEveryInputOnceInAnyOrder() {
        assertThatCode(() -> RequestCheck.require("m", SIGNATURE, request(MASK, IDS)))
                .doesNotThrowAnyException();
    }

    @Test
    void namesEveryFaultAndWhatTheModelTakes() {
        Tensor wide = Tensor.ofLongs("ids", new long[] {1, 3}, 1, 2, 3);
        Tensor stranger = Tensor.ofFloats("x", new long[] {1}, 1);

        assertThatThrownBy(() -> RequestCheck.require("m", SIGNATURE, request(wide, stranger)))
                .isInstanceOf(BackendException.class)
                .hasMessageContainingAll(
                        "model 'm'",
                        "input " + wide + " should be",
                        "'x' is unknown",
                        "'mask' is missing",
                        "it takes " + SIGNATURE.inputs());
    }

    @Test
    void anEngineMayHaveMoreAgainstInputsThatFit() {
        Tensor wide = Tensor.ofLongs("ids", new long[] {1, 3}, 1, 2, 3);

        assertThatThrownBy(() -> RequestCheck.require(
                        "m",
                        SIGNATURE,
                        request(wide, MASK),
                        tensor -> Optional.of(tensor.name() + " is beyond the engine")))
                .hasMessageContaining("mask is beyond the engine")
                .hasMessageNotContaining("ids is beyond the engine");
    }

    private static InferenceRequest request(Tensor... tensors) {
        InferenceRequest.Builder request = InferenceRequest.builder();
        for (Tensor tensor : tensors) {
            request.input(tensor);
        }
        return request.build();
    }
}
