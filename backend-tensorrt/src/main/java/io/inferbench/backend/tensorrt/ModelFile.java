package io.inferbench.backend.tensorrt;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.backend.support.ModelPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The model that a specification names.
 *
 * @param name in reports
 * @param file the ONNX file or the engine
 * @param isEngine whether it is an engine already
 */
record ModelFile(String name, Path file, boolean isEngine) {

    /**
     * Takes the model of a specification.
     *
     * @throws BackendException if it is in another format, or the file is not there or empty
     */
    static ModelFile of(SessionSpec spec) throws BackendException {
        ModelArtifact model = spec.model();
        Path file = ModelPath.of(
                spec,
                TensorrtBackend.ID,
                TensorrtOptions.FORMATS,
                "an .onnx file with its external data beside it, or an engine");
        return new ModelFile(model.name(), file, model.format().equals(ModelFormat.TENSORRT_ENGINE));
    }

    /** Returns the graph of the pass over the prompt beside a graph of single steps; empty if this is no such. */
    Optional<ModelFile> prefill() {
        Path beside = file.resolveSibling("prefill.onnx");
        return !isEngine && Files.isRegularFile(beside)
                ? Optional.of(new ModelFile(name, beside, false))
                : Optional.empty();
    }
}
