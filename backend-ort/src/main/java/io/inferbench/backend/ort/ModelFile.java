package io.inferbench.backend.ort;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The ONNX file of a specification. */
final class ModelFile {

    /** The formats every backend here reads, most wanted first. */
    static final List<ModelFormat> FORMATS = List.of(ModelFormat.ONNX_FUSED, ModelFormat.ONNX);

    private ModelFile() {}

    /**
     * Returns the file.
     *
     * @throws BackendException if the model is in another format or the file is not there
     */
    static Path of(SessionSpec spec, String backendId) throws BackendException {
        ModelArtifact model = spec.model();
        if (!FORMATS.contains(model.format())) {
            throw new BackendException("asked " + backendId + " for model '" + model.name() + "' in format "
                    + model.format() + "; it reads " + FORMATS + ": take a source that writes one of them");
        }
        Path file = model.path()
                .orElseThrow(() -> new BackendException(
                        "model '" + model.name() + "' has no file; " + backendId + " needs one in format " + FORMATS));
        if (!Files.isRegularFile(file)) {
            throw new BackendException("model '" + model.name() + "' should be the file " + file + "; "
                    + (Files.isDirectory(file) ? "that is a folder" : "there is none")
                    + ": name an .onnx file, its external data beside it");
        }
        return file;
    }
}
