package io.inferbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.Precision;
import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.option.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetModelsTest {
    @TempDir
    Path cache;

    private final PresetModels source = new PresetModels();

    @Test
    void isDiscovered() {
        assertThat(ServiceLoader.load(ModelSource.class)).hasAtLeastOneElementOfType(PresetModels.class);
    }

    @Test
    void writesAPresetOnceForEachFormatAndSeed() throws Exception {
        ModelArtifact fused = artifact(1, ModelFormat.ONNX_FUSED);
        ModelArtifact standard = artifact(1, ModelFormat.ONNX);
        ModelArtifact again = artifact(1, ModelFormat.ONNX_FUSED);
        ModelArtifact other = artifact(2, ModelFormat.ONNX_FUSED);
        assertThat(again).isEqualTo(fused);
        assertThat(other.sha256()).isNotEqualTo(fused.sha256());
        assertThat(standard.path()).isNotEqualTo(fused.path());
        assertThat(fused.path().orElseThrow()).isRegularFile();
        assertThat(fused.facts()).containsEntry("padding", "right").containsEntry("architecture", "bert");
        assertThat(standard.facts()).containsEntry("padding", "anywhere");
    }

    @Test
    void sameBytesInAnotherCache() throws Exception {
        ModelArtifact here = artifact(1, ModelFormat.ONNX);
        ModelSpec there = ModelSpec.builder("bert-tiny", Files.createDirectory(cache.resolve("there")))
                .precision(Precision.FP16)
                .seed(1)
                .build();
        try (Model model = source.open(there)) {
            assertThat(model.materialize(ModelFormat.ONNX, ProgressListener.NONE)
                            .sha256())
                    .isEqualTo(here.sha256());
        }
    }

    @Test
    void refusesWhatItCannotWrite() throws Exception {
        try (Model model = open(Map.of())) {
            assertThatThrownBy(() -> model.materialize(ModelFormat.TENSORRT_ENGINE, ProgressListener.NONE))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("tensorrt-engine")
                    .hasMessageContaining("onnx-fused");
        }
        assertThatThrownBy(() -> open(Map.of("head", "embedding", "labels", "4")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("head: classification");
        assertThatThrownBy(
                        () -> source.open(ModelSpec.builder("bert-huge", cache).build()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("bert-huge")
                .hasMessageContaining("bert-base");
    }

    private Model open(Map<String, String> options) throws Exception {
        return source.open(ModelSpec.builder("bert-tiny", cache)
                .options(Options.parse(source.options(), options))
                .build());
    }

    private ModelArtifact artifact(long seed, ModelFormat format) throws ModelException {
        ModelSpec spec = ModelSpec.builder("bert-tiny", cache)
                .precision(Precision.FP16)
                .seed(seed)
                .build();
        try (Model model = source.open(spec)) {
            return model.materialize(format, ProgressListener.NONE);
        }
    }
}
