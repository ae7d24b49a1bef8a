package io.inferbench.examples;

import io.inferbench.api.Precision;
import io.inferbench.api.ProgressListener;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.option.Options;
import io.inferbench.backend.tensorrt.TensorrtBackend;
import io.inferbench.models.PresetModels;
import io.inferbench.tck.GenerationSessionContract;
import java.nio.file.Path;
import java.util.Map;

/**
 * The rules of generation for TensorRT, where there is a GPU and {@code -Ptensorrt} of its module's libraries are on the class path.
 *
 * <p>Here and not there, because only the examples know both the backend and the models.
 */
class TensorrtGenerationContractTest extends GenerationSessionContract {

    @Override
    protected Backend backend() {
        return new TensorrtBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        ModelSpec wanted = ModelSpec.builder("gpt2-test", workDirectory.resolve("models"))
                .precision(Precision.FP16)
                .build();
        try (Model model = new PresetModels().open(wanted)) {
            ModelArtifact artifact = model.materialize(ModelFormat.ONNX_PLAIN, ProgressListener.NONE);
            return SessionSpec.builder(artifact, workDirectory)
                    .precision(Precision.FP16)
                    .expectedShape(CallShape.generation(4, 32, 32))
                    .options(Options.parse(
                            backend().options(),
                            Map.of(
                                    "engine.cache",
                                    workDirectory.resolve("engines").toString())))
                    .build();
        }
    }

    @Override
    protected double tolerance() {
        return 2e-2;
    }

    /** Two engines are read each time. */
    @Override
    protected int openCloseCycles() {
        return 10;
    }
}
