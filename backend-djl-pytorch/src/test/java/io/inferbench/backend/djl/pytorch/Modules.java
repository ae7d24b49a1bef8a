package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.models.spec.Activation;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.Presets;
import io.inferbench.models.spec.TransformerSpec;
import io.inferbench.models.torchscript.TorchScriptEmitter;
import io.inferbench.models.torchscript.TorchScriptFiles;
import io.inferbench.models.torchscript.TorchScriptModel;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.SeededWeights;
import io.inferbench.models.weights.WeightSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Modules small enough for tests. */
final class Modules {

    static final long SEED = 7;

    private Modules() {}

    static BertSpec bert(BertHead head) {
        return new BertSpec("tiny-bert", 2, 64, 4, 96, 131, 32, 2, 1e-12, Activation.GELU, head);
    }

    static DecoderSpec decoder(String preset) {
        return (DecoderSpec) Presets.find(preset).orElseThrow();
    }

    static ModelArtifact write(TransformerSpec spec, FloatFormat format, Path folder) throws IOException {
        return write(spec, format, folder, new SeededWeights(SEED));
    }

    static ModelArtifact write(TransformerSpec spec, FloatFormat format, Path folder, WeightSource weights)
            throws IOException {
        TorchScriptModel model = TorchScriptEmitter.emit(spec, format);
        TorchScriptFiles.write(model, weights, folder, bytes -> {});
        return new ModelArtifact(
                spec.name(),
                ModelFormat.TORCHSCRIPT,
                Optional.of(folder.resolve(TorchScriptFiles.MODEL_FILE)),
                Optional.empty(),
                model.facts());
    }

    /** A session of one thread: at these sizes more of them only wait for each other. */
    static SessionSpec session(ModelArtifact model, Path folder) throws OptionException {
        return SessionSpec.builder(model, folder)
                .options(Options.parse(new DjlPytorchBackend().options(), Map.of("threads.intra", "1")))
                .build();
    }

    /** Two sequences, the second of which is padded. */
    static InferenceRequest bertRequest() {
        long[] shape = {2, 5};
        return InferenceRequest.builder()
                .input(Tensor.ofLongs("input_ids", shape, 1, 2, 3, 4, 5, 60, 50, 40, 0, 0))
                .input(Tensor.ofLongs("token_type_ids", shape, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0))
                .input(Tensor.ofLongs("attention_mask", shape, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0))
                .sampleCount(2)
                .build();
    }
}
