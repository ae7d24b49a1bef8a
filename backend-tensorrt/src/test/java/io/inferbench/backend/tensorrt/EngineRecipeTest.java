package io.inferbench.backend.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Precision;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.option.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineRecipeTest {

    @TempDir
    Path folder;

    private ModelArtifact model;

    @BeforeEach
    void writeModel() throws Exception {
        model = TinyModel.write(folder);
    }

    @Test
    void theSameMakesTheSameKey() throws Exception {
        assertThat(key(spec(Precision.FP16, 8, Map.of()), "11.2.1", "NVIDIA H200", 90))
                .isEqualTo(key(spec(Precision.FP16, 8, Map.of()), "11.2.1", "NVIDIA H200", 90))
                .matches("[0-9a-f]{24}");
    }

    @Test
    void whateverChangesAnEngineChangesTheKey() throws Exception {
        Set<String> keys = new HashSet<>();
        keys.add(key(spec(Precision.FP16, 8, Map.of()), "11.2.1", "NVIDIA H200", 90));
        keys.add(key(spec(Precision.BF16, 8, Map.of()), "11.2.1", "NVIDIA H200", 90));
        keys.add(key(spec(Precision.FP16, 9, Map.of()), "11.2.1", "NVIDIA H200", 90));
        keys.add(key(spec(Precision.FP16, 8, Map.of()), "11.2.2", "NVIDIA H200", 90));
        keys.add(key(spec(Precision.FP16, 8, Map.of()), "11.2.1", "NVIDIA H100", 90));
        keys.add(key(spec(Precision.FP16, 8, Map.of("optimization.level", "5")), "11.2.1", "NVIDIA H200", 90));
        keys.add(key(spec(Precision.FP16, 8, Map.of("shapes", "exact")), "11.2.1", "NVIDIA H200", 90));
        keys.add(key(spec(Precision.FP16, 8, Map.of("tf32", "true")), "11.2.1", "NVIDIA H200", 90));
        Path file = model.path().orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1]++;
        Files.write(file, bytes);
        keys.add(key(spec(Precision.FP16, 8, Map.of()), "11.2.1", "NVIDIA H200", 90));
        assertThat(keys).hasSize(9);
    }

    @Test
    void whatOnlyChangesHowItIsRunDoesNot() throws Exception {
        assertThat(key(spec(Precision.FP16, 8, Map.of("cuda.graph", "true")), "11.2.1", "NVIDIA H200", 90))
                .isEqualTo(key(spec(Precision.FP16, 8, Map.of("timing.cache", "false")), "11.2.1", "NVIDIA H200", 90));
    }

    private SessionSpec spec(Precision precision, int batchSize, Map<String, String> options) throws Exception {
        return SessionSpec.builder(model, folder)
                .precision(precision)
                .expectedShape(CallShape.forward(batchSize, 128))
                .options(Options.parse(TensorrtOptions.ALL, options))
                .build();
    }

    private static String key(SessionSpec spec, String version, String device, int capability) throws Exception {
        return EngineRecipe.of(spec, ModelFile.of(spec), version, device, capability)
                .key();
    }
}
