package io.inferbench.backend.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShapeProfileTest {

    private static final TensorSpec IDS = new TensorSpec(
            "input_ids", ElementType.INT64, List.of(Dimension.free("batch"), Dimension.free("sequence")));
    private static final TensorSpec FIXED = new TensorSpec("scale", ElementType.FLOAT32, List.of(Dimension.of(1)));

    @Test
    void everythingUpToTheLargestCall() throws Exception {
        assertThat(profile(Map.of(), Optional.of(CallShape.forward(32, 256))).text())
                .isEqualTo("input_ids=1x1:32x256:32x256");
    }

    @Test
    void theLargestCallAlone() throws Exception {
        assertThat(profile(Map.of("shapes", "exact"), Optional.of(CallShape.forward(8, 128)))
                        .text())
                .isEqualTo("input_ids=8x128:8x128:8x128");
    }

    @Test
    void theUsersShapesComeFirst() throws Exception {
        assertThat(profile(
                                Map.of("profile.shapes", "input_ids=1x16:8x128:32x512"),
                                Optional.of(CallShape.forward(2, 2)))
                        .text())
                .isEqualTo("input_ids=1x16:8x128:32x512");
    }

    @Test
    void aCacheHasRoomForPromptAndAnswerRoundedUp() throws Exception {
        TensorSpec cache = new TensorSpec(
                "past_key.0",
                ElementType.FLOAT16,
                List.of(Dimension.free("batch"), Dimension.of(2), Dimension.free("capacity"), Dimension.of(16)));
        SessionSpec spec = SessionSpec.builder(
                        ModelArtifact.file("gpt2", ModelFormat.ONNX_PLAIN, Path.of("gpt2.onnx")), Path.of("."))
                .expectedShape(CallShape.generation(2, 100, 50))
                .build();
        assertThat(ShapeProfile.of(spec, List.of(IDS, cache)).text())
                .isEqualTo("input_ids=1x1:2x100:2x192;past_key.0=1x2x192x16:2x2x192x16:2x2x192x16");
    }

    @Test
    void whatNothingDecidesIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> profile(Map.of(), Optional.empty()))
                .isInstanceOf(BackendException.class)
                .hasMessageContainingAll("input_ids", "sequence-length", "profile.shapes");
        assertThatThrownBy(() -> profile(
                        Map.of("profile.shapes", "input_ids=1:2:3;mask=1:1:1"), Optional.of(CallShape.forward(1, 1))))
                .isInstanceOf(BackendException.class)
                .hasMessageContainingAll("does not fit", "no input 'mask'");
        assertThatThrownBy(() -> profile(Map.of("profile.shapes", "input_ids=1x1"), Optional.empty()))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("should look like");
    }

    private static ShapeProfile profile(Map<String, String> options, Optional<CallShape> shape) throws Exception {
        SessionSpec.Builder spec = SessionSpec.builder(
                        ModelArtifact.file("bert", ModelFormat.ONNX, Path.of("bert.onnx")), Path.of("."))
                .options(Options.parse(TensorrtOptions.ALL, options));
        shape.ifPresent(spec::expectedShape);
        return ShapeProfile.of(spec.build(), List.of(IDS, FIXED));
    }
}
